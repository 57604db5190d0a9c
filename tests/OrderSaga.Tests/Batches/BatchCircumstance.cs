using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Tests.Orders;

namespace OrderSaga.Tests.Batches;

/// <summary>A kind of batch with which the table is run whole.</summary>
public sealed class BatchCircumstance
{
    readonly string _policy;
    readonly TextTable _differing;

    BatchCircumstance(string policy, TextTable differing)
    {
        _policy = policy;
        _differing = differing;
    }

    public static IReadOnlyList<BatchCircumstance> Every { get; } =
        [new(FailurePolicy.Continue, BatchEventTable.Continue), new(FailurePolicy.All, BatchEventTable.All)];

    public override string ToString() => $"failure policy {_policy}";

    /// <summary>The word that the table states for the pair.</summary>
    internal string Word(string @event, string situation) => (_differing.Has(@event) ? _differing : BatchEventTable.Continue)[@event, situation];

    /// <summary>A batch in a situation of the table; with "none" one that is not there yet.</summary>
    internal Batch Stand(string situation)
    {
        var batch = new Batch
        {
            CorrelationId = Guid.NewGuid(),
            Phase = BatchPhase.Prepared,
            BulkId = Guid.NewGuid(),
            Number = 3,
            Owner = OrderEvents.Owner,
            Tenant = OrderEvents.Tenant,
            FailurePolicy = _policy,
            NumberOfProducts = BatchEvents.Products,
            Volume = 840,
            Priority = BatchEvents.Priority,
            PreparedAt = BatchEvents.Begin,
            Updated = BatchEvents.Begin,
            CountedAt = BatchEvents.Begin,
            Sequence = 5,
            Entries = 9,
        };
        if (situation != "none")
            Put(batch, situation, column => BatchEventTable.Situations[situation, column]);
        return batch;
    }

    static void Put(Batch batch, string situation, Func<string, string> cell)
    {
        batch.State = char.ToUpperInvariant(cell("status")[0]) + cell("status")[1..];
        batch.Phase = cell("phase");
        batch.OrdersStored = cell("stored") == "yes";
        if (cell("counts").Split(' ').Select(int.Parse).ToList() is [var waiting, var running, var successful, var failed, var dismissed])
            (batch.Waiting, batch.Running, batch.Successful, batch.Failed, batch.Dismissed) = (waiting, running, successful, failed, dismissed);
        batch.Due = cell("due") == "yes" ? BatchEvents.Begin : null;
        batch.Deadline = cell("deadline") == "yes" ? BatchEvents.Deadline : null;
        batch.Created = cell("status") is "prepared" or "discarded" ? null : BatchEvents.Begin;
        batch.Started = cell("status") is "running" or "successful" or "failed" ? BatchEvents.Begin : null;
        batch.Finished = cell("status") is "successful" or "failed" or "dismissed" or "discarded" ? BatchEvents.Begin : null;
        batch.ReasonCode = cell("status") == "failed" ? BatchReason.TooManyFailures : null;
        batch.Outcome = cell("status") == "successful" ? BatchOutcome.Partial : null;
        batch.RemovedAt = situation == "removed" ? BatchEvents.Begin : null;
    }
}
