namespace OrderSaga.Regards;

/// <summary>Where a file lies.</summary>
/// <param name="Url">Read by Java's URL class and by the storage's stricter pattern.</param>
/// <param name="Storage">Name of the storage that already holds the file (it is referenced only); null: REGARDS copies the file into its storages.</param>
public sealed record PatchFileLocation(string Url, string? Storage = null);
