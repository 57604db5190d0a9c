namespace OrderSaga.Regards;

/// <summary>One file of a product: where it lies, and what it is. REGARDS knows a file again by its checksum.</summary>
public sealed record PatchFile(IReadOnlyList<PatchFileLocation> Locations, PatchFileAttributes Attributes);
