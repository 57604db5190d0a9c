using OrderSaga.Bulks;
using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Bulks;

/// <summary>The messages that the table's rows speak of, and the bulks they meet.</summary>
static class BulkEvents
{
    public static readonly DateTime Begin = new(2031, 5, 7, 9, 0, 0, DateTimeKind.Utc);
    public static readonly DateTime At = Begin.AddMinutes(1);
    public static readonly DateTime Claim = Begin.AddSeconds(30);

    public static IReadOnlyList<TableEvent<Bulk>> All { get; } =
    [
        new("PlaceBulk", "Placed", "submitted", bulk => Placing(bulk.CorrelationId)),
        new("PlaceBulk, other content", "Placed", "submitted", bulk => Placing(bulk.CorrelationId) with { ContentDigest = "other" }),
        new("ResolveBulk", "Taken", "resolving", bulk => new ResolveBulk(bulk.CorrelationId, At)),
        new("BulkPrepared", "Prepared", "prepared", bulk => new BulkPrepared(bulk.CorrelationId, 7, 700, 2, null, At)),
        new("BulkPrepared, empty", "Prepared", "prepared", bulk => new BulkPrepared(bulk.CorrelationId, 0, 0, 0, "nothing", At)),
        new("FailBulk", "Errored", "error", bulk => new FailBulk(bulk.CorrelationId, Claim, "catalogue-failed", "it is away", At)),
        new("FailBulk, other claim", "Errored", "error", bulk => new FailBulk(bulk.CorrelationId, Claim.AddSeconds(-1), "catalogue-failed", "it is away", At)),
        Cancel("CancelBulk", remove: false, cascade: false),
        Cancel("CancelBulk, cascade", remove: false, cascade: true),
        Cancel("CancelBulk, remove", remove: true, cascade: false),
        Cancel("CancelBulk, remove, cascade", remove: true, cascade: true),
    ];

    /// <summary>The place command of the sample bulk.</summary>
    public static PlaceBulk Placing(Guid id) => new()
    {
        BulkId = id,
        Owner = "planner",
        Tenant = "north",
        Label = "summer",
        Priority = 50,
        Selection = """{"products":["P-1"]}""",
        BatchSizeProducts = 100,
        FailurePolicy = "continue",
        ContentDigest = "content",
        At = At,
    };

    /// <summary>A bulk in a situation of the table; with "none" one that is not there yet.</summary>
    public static Bulk Standing(string situation)
    {
        var bulk = new Bulk { CorrelationId = Guid.NewGuid() };
        if (situation == "none")
            return bulk;
        string Cell(string column) => BulkOutcomes.Situations[situation, column];
        var status = Cell("status");
        bulk.State = char.ToUpperInvariant(status[0]) + status[1..];
        bulk.Phase = Cell("phase");
        bulk.Owner = "planner";
        bulk.Tenant = "north";
        bulk.Priority = 50;
        bulk.Selection = """{"products":["P-1"]}""";
        bulk.BatchSizeProducts = 100;
        bulk.FailurePolicy = "continue";
        bulk.ContentDigest = "content";
        bulk.AutomaticTrigger = Cell("automatic") == "yes";
        bulk.Due = Cell("due") == "yes" ? Begin : null;
        bulk.ClaimedUntil = Cell("claimed") == "yes" ? Claim : null;
        bulk.Cascade = Cell("cascade") switch { "yes" => true, "no" => false, _ => null };
        bulk.RemovedAt = Cell("removed") == "yes" ? Begin : null;
        bulk.Created = bulk.Updated = Begin;
        bulk.Started = status is "accepted" or "dismissed" ? null : Begin;
        bulk.Finished = status is "accepted" or "running" ? null : Begin;
        bulk.ReasonCode = status == "failed" ? BulkReason.TooLarge : null;
        bulk.Sequence = 5;
        bulk.Entries = 9;
        return bulk;
    }

    static TableEvent<Bulk> Cancel(string name, bool remove, bool cascade) =>
        new(name, "Cancelled", "dismissed", bulk => new CancelBulk(bulk.CorrelationId, "no longer needed", remove, cascade, At));
}
