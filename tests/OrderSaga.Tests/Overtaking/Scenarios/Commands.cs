using System.Text.Json;

namespace OrderSaga.Tests.Overtaking.Scenarios;

/// <summary>A command as a client sends it: its queue and its body. What it is about is one of a few ids.</summary>
/// <param name="Kind">The queue, without what all begin with.</param>
/// <param name="About">Number of the id: of the order, of the bulk, or of the batch counted through all bulks.</param>
/// <param name="Variant">What is said of it, where a kind has several things to say.</param>
sealed record Command(string Kind, int About, int Variant)
{
    public const string Submit = "submit-order";
    public const string DismissOrder = "dismiss-order";
    public const string Create = "create-bulk";
    public const string DismissBulk = "dismiss-bulk";
    public const string Trigger = "trigger-batch";
    public const string DismissBatch = "dismiss-batch";

    public override string ToString() => $"{Kind} {About}/{Variant}";
}

/// <summary>What the variants of an order's submission say, in the order of their numbers.</summary>
enum Content
{
    Plain,
    Other,
    Online,
    Missing,
    Faulty,
}

/// <summary>The ids that the commands are about, the same for the whole of a walk, and the commands' bodies.</summary>
sealed class Subjects
{
    public const int Orders = 3;
    public const int Bulks = 2;

    /// <summary>Products of a bulk, and of a batch.</summary>
    public const int Products = 3;
    public const int BatchSize = 2;

    public Guid[] OrderIds { get; } = [.. Enumerable.Range(0, Orders).Select(_ => Guid.NewGuid())];

    public Guid[] BulkIds { get; } = [.. Enumerable.Range(0, Bulks).Select(_ => Guid.NewGuid())];

    /// <summary>Once the bulks are prepared.</summary>
    public Guid[] BatchIds { get; set; } = [];

    public Guid IdOf(Command command) => command.Kind switch
    {
        Command.Submit or Command.DismissOrder => OrderIds[command.About],
        Command.Create or Command.DismissBulk => BulkIds[command.About],
        _ => BatchIds[command.About],
    };

    public IReadOnlyDictionary<string, JsonElement> BodyOf(Command command)
    {
        var id = IdOf(command);
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(command.Kind switch
        {
            Command.Submit => $$"""{"orderId":"{{id}}",{{BodyOf((Content)command.Variant)}}}""",
            Command.DismissOrder => $$"""{"orderId":"{{id}}","reason":"no longer needed"}""",
            Command.Create => $$"""{"bulkId":"{{id}}","collections":["c"],"batchSizeProducts":{{BatchSize}},"label":"{{command.Variant}}"}""",
            Command.DismissBulk => $$"""{"bulkId":"{{id}}","cascade":{{(command.Variant == 1 ? "true" : "false")}}}""",
            Command.Trigger => $$"""{"batchId":"{{id}}"{{(command.Variant == 0 ? "" : $",\"priority\":{50 + (10 * command.Variant)}")}}}""",
            _ => $$"""{"batchId":"{{id}}","reason":"no longer needed"}""",
        })!;
    }

    static string BodyOf(Content content) => content switch
    {
        Content.Plain => "\"productIdentifier\":\"plain\"",
        Content.Other => "\"productIdentifier\":\"plain\",\"label\":\"other\"",
        Content.Online => "\"productIdentifier\":\"online\"",
        Content.Missing => "\"productIdentifier\":\"missing\"",
        _ => "\"productIdentifier\":\"plain\",\"priority\":0",
    };
}
