using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Batches;
using OrderSaga.Catalogue;
using OrderSaga.Contracts;
using OrderSaga.Orders;
using OrderSaga.Reading;
using OrderSaga.Texts;

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

/// <summary>Reads a bulk from its members, the same way for every door, and tells all its faults at once.</summary>
sealed class BulkReader(IOptions<ArchiveOptions> archive, IOptions<BulkOptions> bulks, ICatalogueSearch catalogue, SubscriberReader subscribers, TimeProvider time)
{
    /// <summary>Names in a list; longer selections are queries.</summary>
    public const int MostNames = 10_000;

    const string Products = "products";

    /// <param name="members">The bulk's members.</param>
    /// <param name="snakeCase">Names as over HTTP (<c>batch_size_products</c>).</param>
    /// <param name="bulkId">The id, when the door makes it; else it is read from <c>bulkId</c>.</param>
    /// <param name="faults">Faults are added here.</param>
    /// <returns>The draft, or null when there was a fault.</returns>
    public BulkDraft? Read(IReadOnlyDictionary<string, JsonElement> members, bool snakeCase, Guid? bulkId, FoundFaults faults)
    {
        var bulk = new Members(members, snakeCase, faults);
        var tenant = Parties.Tenant(bulk, archive.Value);
        var owner = Parties.Owner(bulk, archive.Value);
        var maxProducts = bulk.Integer("maxProducts", 1, int.MaxValue);
        var draft = new BulkDraft
        {
            BulkId = bulkId ?? bulk.Uuid("bulkId") ?? default,
            Selection = ReadSelection(bulk, members, snakeCase, tenant, faults) ?? new BulkSelection(),
            MaxProducts = maxProducts,
            BatchSizeProducts = bulk.Integer("batchSizeProducts", 1, BulkRules.MostBatchProducts) ?? bulks.Value.BatchSize,
            BatchSizeVolume = bulk.Volume("batchSizeVolume"),
            AutomaticTrigger = bulk.Flag("automaticTrigger") ?? false,
            FailurePolicy = bulk.Word("failurePolicy", FailurePolicy.Words) ?? FailurePolicy.Continue,
            Priority = bulk.Integer("priority", 1, 100) ?? OrderReader.DefaultPriority,
            Owner = owner,
            Tenant = tenant,
            Label = bulk.Text("label", OrderReader.LongestLabel),
            Subscriber = subscribers.Read(bulk, owner),
        };
        if (draft.Selection.Products is { } list && list.Count > maxProducts)
        {
            bulk.Fault(Products, list.Count.ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"must have at most {bulk.Field("maxProducts")} = {maxProducts} products"));
        }
        if (!snakeCase && bulk.Flag("dryRun") is true)
            bulk.Fault("dryRun", "true", "must be asked for over HTTP: a message has no answer");
        return faults.Count == 0 ? draft : null;
    }

    /// <summary>Exactly one of the list and the query, whose members combine with AND.</summary>
    BulkSelection? ReadSelection(
        Members bulk, IReadOnlyDictionary<string, JsonElement> members, bool snakeCase, string tenant, FoundFaults faults)
    {
        var group = CatalogueQueryRules.FilterGroup.Where(bulk.Has).Select(bulk.Field).ToList();
        var names = bulk.Names(Products, MostNames);
        if (!bulk.Has(Products) && group.Count == 0)
        {
            bulk.Fault(Products, null, $"is required unless the products are selected by {string.Join(", ", CatalogueQueryRules.FilterGroup.Select(bulk.Field))}");
            return null;
        }
        if (bulk.Has(Products) && group.Count > 0)
            bulk.Fault(Products, Excerpt.Of(bulk.Element(Products)!.Value), $"must not be given together with {string.Join(", ", group)}");
        if (bulk.Has(Products) && SortOf(bulk) is { } sort)
            bulk.Fault("sortBy", sort, $"must not be given together with {Products}: a list keeps its order");
        // Both are read, so that all faults are told; the number of products, which the query's rules know too, is told once.
        var most = bulk.Field("maxProducts");
        var others = members.Where(member => !member.Key.Equals(most, StringComparison.OrdinalIgnoreCase)).ToDictionary();
        var query = group.Count > 0 ? CatalogueQueryRules.Read(others, snakeCase, catalogue, tenant, time.UtcNow(), faults) : null;
        return query is not null ? BulkSelection.Of(query) : new BulkSelection { Products = names };
    }

    /// <summary>A client may send the default along.</summary>
    static string? SortOf(Members bulk) =>
        bulk.Element("sortBy") is { } sort && Excerpt.Of(sort) is var text && text != CatalogueQuery.DefaultSort ? text : null;
}
