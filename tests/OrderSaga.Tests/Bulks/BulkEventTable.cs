using MassTransit;
using NUnit.Framework;
using OrderSaga.Bulks;
using OrderSaga.Contracts;
using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Bulks;

/// <summary><see cref="BulkOutcomes"/> on the live machine.</summary>
sealed class BulkEventTable() : EventTable<Bulk>("any bulk")
{
    public override string Noun => "bulk";

    public override Type Unknown => typeof(UnknownBulkException);

    public override TextTable Situations => BulkOutcomes.Situations;

    public override TextTable Outcomes => BulkOutcomes.Outcomes;

    public override TextTable Usual => BulkOutcomes.Events;

    public override IReadOnlyList<TableEvent<Bulk>> Events => BulkEvents.All;

    public override Type Phases => typeof(BulkPhase);

    public override SagaStateMachine<Bulk> Machine() => new BulkStateMachine();

    public override Task<LiveJobs<Bulk>> StartAsync() =>
        LiveJobs.StartAsync(Machine(), "bulkId", store => store.Publishes<BulkStatusChanged>().Publishes<BulkRejected>().Publishes<CommandRefused>());

    public override Bulk Stand(string situation) => BulkEvents.Standing(situation);

    public override void Check(Happening<Bulk> happening, Bulk job)
    {
        base.Check(happening, job);
        if (happening.Told is [.., { Status: not null } last] && last.As<BulkStatusChanged>() is var told)
            Assert.That((told.Status, told.Phase, told.ReasonCode, told.Progress), Is.EqualTo((job.Status, job.Phase, job.ReasonCode, job.Progress)), "what was told last");
    }

    protected override string Look(string column, Bulk job, Happening<Bulk> happening) => column switch
    {
        "status" => job.Status,
        "phase" => job.Phase,
        "reason" => job.ReasonCode ?? "-",
        "due" => YesOrNo(job.Due is not null),
        "claimed" => YesOrNo(job.ClaimedUntil is not null),
        "cascade" => job.Cascade is { } cascade ? YesOrNo(cascade) : "-",
        "removed" => YesOrNo(job.RemovedAt is not null),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "no column of the table"),
    };

    static string YesOrNo(bool yes) => yes ? "yes" : "no";
}
