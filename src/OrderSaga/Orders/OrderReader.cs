using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Contracts;
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

    /// <summary>The order that is to be placed, without its product.</summary>
    public PlaceOrder ToPlace(DateTime at) => new()
    {
        OrderId = OrderId,
        ProductIdentifier = Identifier,
        Priority = Priority,
        Owner = Owner,
        Tenant = Tenant,
        Label = Label,
        NotBefore = NotBefore,
        Patch = Content?.Text,
        HasFiles = Content?.HasFiles ?? false,
        Subscriber = Subscriber?.Write(),
        ContentDigest = Digest(),
        At = at,
    };

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

/// <summary>Reads an order from its members, the same way for every door, and tells all its faults at once.</summary>
sealed class OrderReader(
    IArchiveRules rules, IOptions<ArchiveOptions> archive, IOptions<OrderOptions> orders, SubscriberReader subscribers, TimeProvider time)
{
    public const int DefaultPriority = 50;

    public const int LongestIdentifier = 256;
    public const int LongestLabel = 128;

    // What the catalogue of the archive can hold at most (contracts: SubmitOrder, product).
    const int LongestUrn = 132;
    const int LongestProductId = 100;

    /// <param name="members">The order's members.</param>
    /// <param name="snakeCase">Names as over HTTP (<c>not_before</c>), where the patch's members stand beside the others.</param>
    /// <param name="orderId">The id, when the door makes it; else it is read from <c>orderId</c>.</param>
    /// <param name="faults">Faults are added here.</param>
    /// <returns>The draft, or null when there was a fault.</returns>
    public OrderDraft? Read(IReadOnlyDictionary<string, JsonElement> members, bool snakeCase, Guid? orderId, FoundFaults faults)
    {
        var order = new Members(members, snakeCase, faults);
        var owner = Parties.Owner(order, archive.Value);
        var draft = new OrderDraft
        {
            OrderId = orderId ?? order.Uuid("orderId") ?? default,
            ProductIdentifier = order.Text("productIdentifier", LongestIdentifier),
            Product = snakeCase ? null : ReadProduct(order),
            Priority = order.Integer("priority", 1, 100) ?? DefaultPriority,
            Owner = owner,
            Tenant = Parties.Tenant(order, archive.Value),
            Label = order.Text("label", LongestLabel),
            NotBefore = order.Time("notBefore", LatestDate()),
            Content = ReadContent(order, members, snakeCase, faults),
            Subscriber = subscribers.Read(order, owner),
        };
        if (!order.Has("productIdentifier") && (snakeCase || !order.Has("product")))
            order.Fault("productIdentifier", null, snakeCase ? "is required" : "is required unless product is given");
        return faults.Count == 0 ? draft : null;
    }

    DraftProduct? ReadProduct(Members order)
    {
        if (order.Object("product") is not { } product)
            return null;
        var draft = new DraftProduct(
            Required(product, "urn", LongestUrn),
            Required(product, "id", LongestProductId),
            product.Text("model", 255) ?? archive.Value.Model,
            product.Text("entityType", 16) ?? archive.Value.EntityType,
            product.Bytes("size"));
        // The archive's own rules on it, so that they are told beside all other faults.
        foreach (var fault in rules.CheckProduct(new ArchiveProduct(draft.Id, draft.Urn, draft.Model, draft.EntityType)))
            product.FaultUnlessTold(fault.Field, fault.Value, fault.Rule);
        return draft;
    }

    DateTime LatestDate()
    {
        var now = time.UtcNow();
        return orders.Value.LongestDelay < DateTime.MaxValue - now ? now + orders.Value.LongestDelay : DateTime.MaxValue;
    }

    static string Required(Members product, string name, int longest)
    {
        if (!product.Has(name))
            product.Fault(name, null, "is required in a product given in full");
        return product.Text(name, longest) ?? "";
    }

    ArchiveContent? ReadContent(Members order, IReadOnlyDictionary<string, JsonElement> members, bool snakeCase, FoundFaults faults) => snakeCase
        ? Beside(members) is { } flat ? rules.ReadContent(flat, "", snakeCase: true, faults) : null
        : order.Element("patch") is { } patch ? rules.ReadContent(patch, "patch", snakeCase: false, faults) : null;

    /// <summary>Over HTTP the members of the content are inputs of their own, beside the order's; null when there are none.</summary>
    JsonElement? Beside(IReadOnlyDictionary<string, JsonElement> members)
    {
        var given = rules.ContentMembers.Select(Members.SnakeCase).Where(members.ContainsKey).ToList();
        if (given.Count == 0)
            return null;
        // As they came, byte for byte: what is no text in them is for the archive's rules to tell.
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var name in given)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(members[name]), skipInputValidation: true);
            }
            json.WriteEndObject();
        }
        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
