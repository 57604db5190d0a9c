using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrderSaga.Contracts;
using OrderSaga.Reading;
using OrderSaga.Regards;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Orders;

/// <summary>Reads an order from its members, the same way for every door, and tells all its faults at once.</summary>
sealed class OrderReader(IOptions<RegardsOptions> regards, IOptions<OrderOptions> orders, SubscriberReader subscribers, TimeProvider time)
{
    public const int DefaultPriority = 50;

    static readonly JsonElement NoProperties = JsonElement.Parse("{}");

    public const int LongestIdentifier = 256;
    public const int LongestLabel = 128;

    /// <param name="members">The order's members.</param>
    /// <param name="snakeCase">Names as over HTTP (<c>not_before</c>), where the patch's members stand beside the others.</param>
    /// <param name="orderId">The id, when the door makes it; else it is read from <c>orderId</c>.</param>
    /// <param name="faults">Faults are added here.</param>
    /// <returns>The draft, or null when there was a fault.</returns>
    public OrderDraft? Read(IReadOnlyDictionary<string, JsonElement> members, bool snakeCase, Guid? orderId, List<FieldFault> faults)
    {
        var order = new Members(members, snakeCase, faults);
        var owner = Parties.Owner(order, regards.Value);
        var draft = new OrderDraft
        {
            OrderId = orderId ?? order.Uuid("orderId") ?? default,
            ProductIdentifier = order.Text("productIdentifier", LongestIdentifier),
            Product = snakeCase ? null : ReadProduct(order),
            Priority = order.Integer("priority", 1, 100) ?? DefaultPriority,
            Owner = owner,
            Tenant = Parties.Tenant(order, regards.Value),
            Label = order.Text("label", LongestLabel),
            NotBefore = order.Time("notBefore", LatestDate()),
            Patch = ReadPatch(order, members, snakeCase, faults),
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
            Required(product, "urn", 132),
            Required(product, "id", PatchRequestValidator.MaxProviderIdLength),
            product.Text("model", 255) ?? regards.Value.Model,
            product.Text("entityType", 16) ?? regards.Value.EntityType,
            product.Bytes("size"));
        // REGARDS' own rules on it, so that they are told beside all other faults.
        foreach (var fault in PatchRequestValidator.Validate(RequestFor(draft)))
            product.FaultUnlessTold(fault.Field, fault.Value, fault.Rule);
        return draft;
    }

    /// <summary>A request that is right but, perhaps, for its product.</summary>
    static PatchRequest RequestFor(DraftProduct product) => new()
    {
        Tenant = "any",
        Owner = "any",
        RequestId = "any",
        RequestDate = DateTime.UnixEpoch,
        AmqpPriority = DefaultPriority,
        Priority = PatchPriority.Normal,
        ProviderId = product.Id,
        Urn = product.Urn,
        Model = product.Model,
        EntityType = product.EntityType,
        Content = PatchContent.Empty with { Properties = NoProperties },
    };

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

    static PatchContent? ReadPatch(Members order, IReadOnlyDictionary<string, JsonElement> members, bool snakeCase, List<FieldFault> faults)
    {
        var found = new List<Fault>();
        PatchContent? content;
        if (snakeCase)
        {
            var flat = FlatPatch(members);
            content = flat is null ? null : PatchContentReader.Read(flat.Value, "", found, snakeCase: true);
        }
        else
        {
            content = order.Element("patch") is { } patch ? PatchContentReader.Read(patch, "patch", found) : null;
        }
        faults.AddRange(found.Select(f => new FieldFault(f.Field.TrimStart('.'), f.Value, f.Rule)));
        return content;
    }

    /// <summary>Over HTTP the patch's members are inputs of their own.</summary>
    static JsonElement? FlatPatch(IReadOnlyDictionary<string, JsonElement> members)
    {
        string[] names = ["properties", "geometry", "files", "file_update_mode", "storages", "acknowledged_recipient"];
        var given = names.Where(members.ContainsKey).ToList();
        if (given.Count == 0)
            return null;
        // As they came, byte for byte: what is no text in them is for the patch's reader to tell.
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
