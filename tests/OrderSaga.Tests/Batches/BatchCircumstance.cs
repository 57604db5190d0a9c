using MassTransit;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Tests.Jobs;
using OrderSaga.Tests.Orders;
using BatchOptions = OrderSaga.Batches.BatchOptions;

namespace OrderSaga.Tests.Batches;

/// <summary><see cref="BatchEventTable"/> for a kind of batch with which it is run whole.</summary>
public sealed class BatchCircumstance : EventTable<Batch>
{
    readonly string _policy;
    readonly TextTable _differing;

    BatchCircumstance(string policy, TextTable differing)
        : base($"failure policy {policy}")
    {
        _policy = policy;
        _differing = differing;
    }

    public static IReadOnlyList<BatchCircumstance> Every { get; } =
        [new(FailurePolicy.Continue, BatchEventTable.Continue), new(FailurePolicy.All, BatchEventTable.All)];

    public override string Noun => "batch";

    public override Type Unknown => typeof(UnknownBatchException);

    public override TextTable Situations => BatchEventTable.Situations;

    public override TextTable Outcomes => BatchEventTable.Outcomes;

    public override TextTable Usual => BatchEventTable.Continue;

    public override TextTable Differing => _differing;

    public override IReadOnlyList<TableEvent<Batch>> Events => BatchEvents.All;

    public override Type Phases => typeof(BatchPhase);

    /// <summary>What is told of a batch before its trigger and of a discarded one is in the words of the standard.</summary>
    public override string Changes => "history";

    protected override IReadOnlyCollection<string> Ended => [.. base.Ended, BatchStatus.Discarded];

    public override SagaStateMachine<Batch> Machine() => new BatchStateMachine(Options.Create(new BatchOptions()));

    public override Task<LiveJobs<Batch>> StartAsync() => LiveJobs.StartAsync(Machine(), "batchId", store => store.Publishes<BatchStatusChanged>());

    public override Batch Stand(string situation)
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
        if (situation != None)
            Put(batch, situation, column => BatchEventTable.Situations[situation, column]);
        return batch;
    }

    public override void Check(Happening<Batch> happening, Batch job)
    {
        base.Check(happening, job);
        Assert.That(job.Created is not null, Is.EqualTo(job.Status is not BatchStatus.Prepared and not BatchStatus.Discarded), "a job from its trigger on");
        if (happening.Told is not [.., var last] || last.As<BatchStatusChanged>() is not { } told)
            return;
        Assert.That((told.Phase, told.ReasonCode, told.Outcome), Is.EqualTo((job.Phase, job.ReasonCode, job.Outcome)), "what was told last");
        Assert.That(
            (told.Waiting, told.Running, told.Successful, told.Failed, told.Dismissed, told.OrderSize, told.NumberOfProducts),
            Is.EqualTo((job.Waiting, job.Running, job.Successful, job.Failed, job.Dismissed, job.OrderSize, job.NumberOfProducts)));
        Assert.That(told.Progress, Is.EqualTo(BatchProgress.Of(job)));
    }

    protected override string Look(string column, Batch job, Happening<Batch> happening) => column switch
    {
        "status" => job.Status,
        "phase" => job.Phase,
        "reason" => job.ReasonCode ?? "-",
        "outcome" => job.Outcome ?? "-",
        "stored" => job.OrdersStored ? "yes" : "no",
        "counts" => Counts(job.Figures()),
        "due" => job.Due is null ? "no" : "yes",
        "deadline" => job.Deadline is null ? "no" : "yes",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "no column of the table"),
    };

    /// <summary>Counts are those of the message, or all waiting; the phase "*" is that of the status when nothing is left to stop.</summary>
    protected override string Meaning(string column, string cell, Happening<Batch> happening) => (column, cell) switch
    {
        ("phase", "*") => happening.StatusBefore == JobStatus.Failed ? BatchPhase.Failed : BatchPhase.Cancelled,
        ("counts", "new") => Counts(((BatchCounted)happening.Event.For(happening.Before)).Counts),
        ("counts", "all") => Counts(new BatchCounts(((BatchOrdersStored)happening.Event.For(happening.Before)).Orders, 0, 0, 0, 0, null, null)),
        _ => cell,
    };

    static string Counts(BatchCounts counts) =>
        FormattableString.Invariant($"{counts.Waiting} {counts.Running} {counts.Successful} {counts.Failed} {counts.Dismissed}");

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
