using OrderSaga.Archive;

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
    public DraftSubscriber? Subscriber { get; init; }

    public string Identifier => ProductIdentifier ?? Product!.Id;
}

sealed record DraftProduct(string Urn, string Id, string Model, string EntityType, long? Size);

sealed record DraftSubscriber(string? SuccessUri, string? InProgressUri, string? FailedUri);
