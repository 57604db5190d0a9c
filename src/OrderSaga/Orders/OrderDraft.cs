using OrderSaga.Archive;
using OrderSaga.Reading;

namespace OrderSaga.Orders;

/// <summary>An order as its client wrote it, every member valid by itself, defaults filled in.</summary>
sealed record OrderDraft
{
    public required Guid OrderId { get; init; }
    public string? ProductIdentifier { get; init; }
    public DraftProduct? Product { get; init; }
    public required int Priority { get; init; }
    public required string Owner { get; init; }
    public required string Tenant { get; init; }
    public string? Label { get; init; }
    public DateTime? NotBefore { get; init; }
    public ArchiveContent? Content { get; init; }
    public Subscriber? Subscriber { get; init; }

    public string Identifier => ProductIdentifier ?? Product!.Id;

    /// <summary>The same for the same content, whatever the order of JSON members.</summary>
    public string Digest() => ContentDigest.Of(json =>
    {
        json.WriteStringValue(ProductIdentifier);
        json.WriteStringValue(Product?.ToString());
        json.WriteNumberValue(Priority);
        json.WriteStringValue(Owner);
        json.WriteStringValue(Tenant);
        json.WriteStringValue(Label);
        json.WriteNumberValue(NotBefore?.Ticks ?? 0);
        json.WriteStringValue(Subscriber?.Write());
        if (Content is null)
            json.WriteNullValue();
        else
            ContentDigest.WriteSorted(json, Content.Text);
    });
}

sealed record DraftProduct(string Urn, string Id, string Model, string EntityType, long? Size);
