using OrderSaga.Reading;

namespace OrderSaga.Bulks;

/// <summary>A bulk as its client wrote it, every member valid by itself and beside the others, defaults filled in.</summary>
sealed record BulkDraft
{
    public required Guid BulkId { get; init; }
    public required BulkSelection Selection { get; init; }
    public int? MaxProducts { get; init; }
    public required int BatchSizeProducts { get; init; }
    public long? BatchSizeVolume { get; init; }
    public bool AutomaticTrigger { get; init; }
    public required string FailurePolicy { get; init; }
    public required int Priority { get; init; }
    public required string Owner { get; init; }
    public required string Tenant { get; init; }
    public string? Label { get; init; }
    public Subscriber? Subscriber { get; init; }

    /// <summary>The same for the same content, whatever the order of JSON members.</summary>
    public string Digest() => ContentDigest.Of(json =>
    {
        ContentDigest.WriteSorted(json, Selection.Write());
        json.WriteNumberValue(MaxProducts ?? 0);
        json.WriteNumberValue(BatchSizeProducts);
        json.WriteNumberValue(BatchSizeVolume ?? 0);
        json.WriteBooleanValue(AutomaticTrigger);
        json.WriteStringValue(FailurePolicy);
        json.WriteNumberValue(Priority);
        json.WriteStringValue(Owner);
        json.WriteStringValue(Tenant);
        json.WriteStringValue(Label);
        json.WriteStringValue(Subscriber?.Write());
    });
}
