using System.Text.Json;
using OrderSaga.Archive;
using OrderSaga.Regards.Requests;
using OrderSaga.Regards.Values;
using OrderSaga.Texts;

namespace OrderSaga.RegardsArchive;

/// <summary>Section <c>Regards</c>.</summary>
public sealed class RegardsOptions : ArchiveOptions
{
    /// <inheritdoc/>
    public override string Name => "REGARDS";

    /// <summary>Broker and virtual host of REGARDS.</summary>
    public string Uri { get; set; } = "amqp://guest:guest@localhost:5672/regards.multitenant.manager";

    /// <summary>Run the stand-in inside this process. Unset: yes with the in-memory transport, else no.</summary>
    public bool? Simulate { get; set; }

    /// <summary>Property patch of a plain order, a JSON object; texts may hold {orderId}, {date}, {productId}, {label}.</summary>
    public string Properties { get; set; } = "{}";

    /// <summary>Own queue for REGARDS' answers, on REGARDS' virtual host.</summary>
    public string AnswerQueue { get; set; } = "ordersaga.regards-answers";

    /// <summary>
    /// False: nothing is declared, as users without the configure right may not. The operator makes <see cref="AnswerQueue"/>
    /// bound to REGARDS' answer exchange, and a fanout exchange and a queue named <c>&lt;AnswerQueue&gt;_error</c>, bound to each other.
    /// </summary>
    public bool DeclareTopology { get; set; } = true;
}

/// <summary>The rules of section <c>Regards</c>.</summary>
public sealed class RegardsRules() : ArchiveRules<RegardsOptions>("Regards")
{
    const int LongestModel = 255;

    /// <inheritdoc/>
    protected override void Check(RegardsOptions options)
    {
        base.Check(options);
        Amqp(nameof(options.Uri), options.Uri);
        Must(IsName(options.Model, LongestModel), nameof(options.Model), options.Model, "must name a REGARDS model");
        Must(EntityTypes.All.Contains(options.EntityType), nameof(options.EntityType), options.EntityType, "must be DATA, DATASET or COLLECTION");
        var fault = FaultOf(options.Properties);
        Must(fault is null, nameof(options.Properties), options.Properties, fault!);
        Must(
            options.AnswerQueue is { Length: > 0 and <= 200 } && !options.AnswerQueue.StartsWith(RegardsExchanges.Broadcast, StringComparison.Ordinal),
            nameof(options.AnswerQueue), options.AnswerQueue, "must be a queue name outside regards.broadcast.");
    }

    /// <summary>What REGARDS would refuse in the configured property patch (REGARDS contract: patch body), or null.</summary>
    static string? FaultOf(string? json)
    {
        try
        {
            using var patch = JsonDocument.Parse($"{{\"properties\":{json}}}");
            var faults = new List<Fault>();
            if (patch.RootElement.GetProperty("properties").ValueKind != JsonValueKind.Object)
                return "must be a JSON object";
            PatchContentReader.Read(patch.RootElement, "patch", faults);
            return faults.Count == 0 ? null : string.Join("; ", faults);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "must be a JSON object";
        }
    }
}
