using System.Text.Json;
using MassTransit.Mediator;
using OrderSaga.Archive;
using OrderSaga.Catalogue;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Orders.Quotas;
using OrderSaga.Reading;
using OrderSaga.Texts;

namespace OrderSaga.Orders;

/// <summary>What became of a submitted order: placed, refused with every fault, or refused for the quota it would pass.</summary>
public sealed record Placement(Guid? OrderId, IReadOnlyList<FieldFault> Faults, QuotaExcess? Excess = null)
{
    /// <summary>Whether the order is stored, now or by an earlier submission.</summary>
    public bool IsPlaced => Faults.Count == 0 && Excess is null;
}

/// <summary>Where every door brings its orders: read, product looked up, checked against the archive's rules, placed. When it returns, the order is stored.</summary>
public sealed class OrderDesk
{
    readonly OrderReader _reader;
    readonly ICatalogue _catalogue;
    readonly IArchiveRules _archive;
    readonly QuotaGate _quotas;
    readonly JobIds _ids;
    readonly IMediator _mediator;
    readonly TimeProvider _time;

    internal OrderDesk(OrderReader reader, ICatalogue catalogue, IArchiveRules archive, QuotaGate quotas, JobIds ids, IMediator mediator, TimeProvider time)
    {
        _reader = reader;
        _catalogue = catalogue;
        _archive = archive;
        _quotas = quotas;
        _ids = ids;
        _mediator = mediator;
        _time = time;
    }

    /// <summary>Places an order read from an AMQP message (camelCase, its id inside).</summary>
    public async Task<Placement> PlaceAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var (place, faults) = await CheckAsync(members, snakeCase: false, orderId: null, cancellation);
        // Asked afterwards: an order that is placed costs nothing for it.
        if (place is not null && !await _ids.TryPlaceAsync<Order>(place.OrderId, () => _mediator.Send(place, cancellation), cancellation))
            faults = [new FieldFault("orderId", place.OrderId.ToString(), "is taken by another job; an order needs a new id")];
        return new Placement(place?.OrderId ?? IdOf(members), faults);
    }

    /// <summary>
    /// Places an order read from the inputs of an execute request (snake_case), under the id that the gateway made. One
    /// that its owner's quota does not allow is refused; over AMQP it would wait for its turn.
    /// </summary>
    /// <param name="orderId">The order's id; a second order with it changes nothing.</param>
    /// <param name="inputs">The inputs by name.</param>
    /// <param name="resultForm">How the client wants its results.</param>
    /// <param name="faulty">The request has faults already: it is not placed, and those that the desk finds are told beside them.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Placement> PlaceInputsAsync(
        Guid orderId, IReadOnlyDictionary<string, JsonElement> inputs, string? resultForm, bool faulty, CancellationToken cancellation)
    {
        var (place, faults) = await CheckAsync(inputs, snakeCase: true, orderId, cancellation);
        if (place is null || faulty)
            return new Placement(orderId, faults);
        using var entry = NeedsArchive(place) ? await _quotas.EnterAsync(place.Owner, place.OrderId, place.At, cancellation) : null;
        if (entry?.Excess is { } excess)
            return new Placement(orderId, [], excess);
        await _mediator.Send(place with { ResultForm = resultForm }, cancellation);
        return new Placement(orderId, []);
    }

    /// <summary>Reads an order, looks its product up and holds it against the archive's rules; nothing is stored.</summary>
    /// <returns>The order that can be placed, or the faults.</returns>
    internal async Task<(PlaceOrder?, IReadOnlyList<FieldFault>)> CheckAsync(
        IReadOnlyDictionary<string, JsonElement> members, bool snakeCase, Guid? orderId, CancellationToken cancellation)
    {
        var faults = new FoundFaults();
        if (_reader.Read(members, snakeCase, orderId, faults) is not { } draft)
            return (null, faults);

        var (place, fault) = await LookUpAsync(draft, cancellation);
        if (fault is not null)
            return (null, [new FieldFault(snakeCase ? "product_identifier" : "productIdentifier", Excerpt.Of(draft.Identifier), $"must name a product that can be ordered: {fault}")]);
        return place.ProductFault is null && ArchiveFaults(place, draft, snakeCase) is { Count: > 0 } refused ? (null, refused) : (place, faults);
    }

    /// <summary>A product that is online, or is none, costs no quota.</summary>
    static bool NeedsArchive(PlaceOrder place) => place.ProductFault is null && place.Product is { Online: false };

    /// <returns>The order with its product, or why it can't be ordered by what the catalogue gives.</returns>
    async Task<(PlaceOrder Place, string? Fault)> LookUpAsync(OrderDraft draft, CancellationToken cancellation)
    {
        var place = draft.ToPlace(_time.UtcNow());
        if (draft.Product is { } given)
        {
            var product = new OrderProduct { Urn = given.Urn, Id = given.Id, Model = given.Model, EntityType = given.EntityType, Size = given.Size };
            return (place with { Product = product }, null);
        }
        return await _catalogue.FindAsync(draft.Identifier, draft.Tenant, cancellation) switch
        {
            CatalogueAnswer.Found found => (place with { Product = ProductOf(found.Product) }, null),
            CatalogueAnswer.Ambiguous => (place with { ProductFault = ReasonCode.ProductAmbiguous }, null),
            CatalogueAnswer.Unusable { Gap: { } gap } => (place, $"whether it is one is not known, as {gap.Clause}"),
            CatalogueAnswer.Unusable unusable => (place, $"in the catalogue its {unusable.Fault}"),
            _ => (place with { ProductFault = ReasonCode.ProductNotFound }, null),
        };
    }

    /// <summary>What the archive would deny, drop in silence or choke on, told before it is sent.</summary>
    List<FieldFault> ArchiveFaults(PlaceOrder place, OrderDraft draft, bool snakeCase)
    {
        if (place.Product is { Online: true })
            return [];
        var order = new Order { CorrelationId = place.OrderId };
        order.Accept(place);
        return [.. _archive.Check(order.ToRequest()).Select(fault => InClientsWords(fault, draft, snakeCase))];
    }

    static FieldFault InClientsWords(FieldFault fault, OrderDraft draft, bool snakeCase) => fault.Field switch
    {
        "requestDate" => new FieldFault(snakeCase ? "not_before" : "notBefore", fault.Value, fault.Rule),
        // The client named a product; what is wrong with it stands in the catalogue.
        _ when draft.Product is null && fault.Field.StartsWith("product.", StringComparison.Ordinal) => new FieldFault(
            snakeCase ? "product_identifier" : "productIdentifier", Excerpt.Of(draft.Identifier),
            $"must name a product that the archive takes: in the catalogue its {fault}"),
        _ => new FieldFault(FieldOf(fault.Field, snakeCase), fault.Value, fault.Rule),
    };

    /// <summary>Over HTTP the members of the patch stand at the top, and these alone are in snake_case.</summary>
    static string FieldOf(string field, bool snakeCase)
    {
        if (!snakeCase || !field.StartsWith("patch.", StringComparison.Ordinal))
            return field;
        var member = field["patch.".Length..];
        var end = member.AsSpan().IndexOfAny('.', '[');
        return end < 0 ? Members.SnakeCase(member) : Members.SnakeCase(member[..end]) + member[end..];
    }

    static OrderProduct ProductOf(CatalogueProduct product) => new()
    {
        Urn = product.Urn,
        Id = product.Id,
        Model = product.Model,
        EntityType = product.EntityType,
        Size = product.Size,
        Online = product.Online,
        EvictionDate = product.EvictionDate,
        Href = product.Href,
    };

    static Guid? IdOf(IReadOnlyDictionary<string, JsonElement> members) =>
        new Members(members, snakeCase: false, []).Uuid("orderId");
}
