namespace OrderSaga.Simulator.Wire;

/// <summary>What a patch request holds, as far as REGARDS' intake looks at it.</summary>
/// <param name="ProviderId">Provider id of the product; the denial checks do not ask for it, the insert does.</param>
/// <param name="Urn">Normalised URN, or null when the request has none.</param>
/// <param name="IsUrnLast">True for a URN that ends in LAST: no product is found by it.</param>
/// <param name="HasProperties">False when <c>properties</c> is absent: the later job then fails without an event.</param>
/// <param name="Recipient">Label whose acknowledgement is recorded.</param>
sealed record ReceivedPatch(
    string? ProviderId,
    string? Urn,
    bool IsUrnLast,
    string Model,
    bool HasProperties,
    string? Recipient,
    IReadOnlyList<ReceivedFile> Files);

/// <summary>A file of a patch. A location without storage is to be stored, one with a storage is a reference.</summary>
sealed record ReceivedFile(string Checksum, IReadOnlyList<string> Urls, bool Stores, bool References);
