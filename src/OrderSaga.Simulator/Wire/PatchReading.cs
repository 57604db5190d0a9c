namespace OrderSaga.Simulator.Wire;

/// <summary>How far REGARDS' reading of a body got.</summary>
enum Readability
{
    /// <summary>A request that the handler gets to see.</summary>
    Readable,

    /// <summary>No body at all: acknowledged, no answer.</summary>
    Empty,

    /// <summary>No JSON, no discriminator, a bad URN or a wrong JSON type: denied by request id.</summary>
    Unreadable,

    /// <summary>Readable, but a bean rule is broken: dropped, no answer.</summary>
    RuleBroken
}

/// <summary>The outcome of reading a body; <paramref name="Why"/> says what was wrong with it.</summary>
sealed record PatchReading(Readability Readability, ReceivedPatch? Request, string? Why)
{
    public static PatchReading Empty { get; } = new(Readability.Empty, null, "empty body");
}

/// <summary>What a patch request holds, as far as REGARDS' intake looks at it.</summary>
/// <param name="ProviderId">Provider id of the product; the denial checks do not ask for it, the insert does.</param>
/// <param name="Urn">Normalised URN, or null when the request has none.</param>
/// <param name="IsUrnLast">True for a URN that ends in LAST: no product is found by it.</param>
/// <param name="Model">Data model that the properties are checked against.</param>
/// <param name="HasProperties">False when <c>properties</c> is absent: the later job then fails without an event.</param>
/// <param name="Recipient">Label whose acknowledgement is recorded.</param>
/// <param name="Files">Its files, in the order of the request.</param>
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
