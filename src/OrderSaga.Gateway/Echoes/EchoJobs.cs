using OrderSaga.Echoes;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Echoes;

/// <summary>Asynchronous echoes seen as OGC jobs.</summary>
sealed class EchoJobs(EchoQueries queries, EchoDesk desk) : JobKind<EchoJob>(queries)
{
    public override ProcessDescription Process => EchoDescription.Process;

    public override Task DismissAsync(Job job, Dismissal dismissal, CancellationToken cancellation) =>
        desk.DismissAsync(new DismissEcho(job.Id, dismissal.At), cancellation);

    /// <summary>An echo's whole story is in its times.</summary>
    public override async Task<IReadOnlyList<HistoryLine>> HistoryAsync(Job job, CancellationToken cancellation)
    {
        if (await queries.FindAsync(job.Id, cancellation) is not { } echo)
            return [];
        (DateTime? At, string? From, string To, string Cause)[] changes =
        [
            (echo.Created, null, JobStatus.Accepted, "submitted"),
            (echo.Started, JobStatus.Accepted, JobStatus.Running, "submitted"),
            (echo.Finished, JobStatus.Running, echo.Status, echo.Status == JobStatus.Dismissed ? "dismissed" : "deadline"),
            (echo.RemovedAt, echo.Status, echo.Status, "removed"),
        ];
        return
        [
            .. changes.Where(change => change.At is not null).Select((change, index) => new HistoryLine
            {
                Entry = index + 1,
                At = change.At!.Value,
                FromStatus = change.From,
                ToStatus = change.To,
                Cause = change.Cause,
                Late = false,
            }),
        ];
    }

    /// <summary>One of a list has them still in the database.</summary>
    async Task<IReadOnlyList<JobOutput>> OutputsOf(EchoJob echo, CancellationToken cancellation) =>
        (echo.Outputs ?? await queries.OutputsAsync(echo.CorrelationId, cancellation)) is { } kept ? EchoOutputs.Read(kept) : throw Refusals.NoSuchJob(echo.CorrelationId.ToString());

    public override Job Of(EchoJob echo)
    {
        var job = JobOf(echo, token => OutputsOf(echo, token));
        return job with
        {
            Message = echo.RemovedAt is null && echo.Status == JobStatus.Dismissed ? "Dismissed on request." : job.Message,
            Progress = job.Status == JobStatus.Successful ? 100 : null,
            Version = echo.Sequence,
            ResultForm = echo.ResultForm,
        };
    }
}
