using OrderSaga.Echoes;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Echoes;

/// <summary>Asynchronous echoes seen as OGC jobs.</summary>
sealed class EchoJobs(EchoQueries queries, EchoDesk desk) : IJobKind<EchoJob>
{
    public ProcessDescription Process => EchoDescription.Process;

    public async Task<Job?> FindAsync(Guid id, CancellationToken cancellation) =>
        (await queries.FindAsync([id], cancellation)) is [var echo] ? Of(echo) : null;

    public async Task<IReadOnlyList<Job>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        [.. (await queries.FindAsync(ids, cancellation)).Select(Of)];

    public async Task<IReadOnlyList<Job>> ListAsync(
        JobFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation) =>
        [.. (await queries.ListAsync(filter, now, limit, after, cancellation)).Select(Of)];

    public Task DismissAsync(Job job, Dismissal dismissal, CancellationToken cancellation) =>
        desk.DismissAsync(new DismissEcho(job.Id, dismissal.At), cancellation);

    /// <summary>An echo's whole story is in its times.</summary>
    public async Task<IReadOnlyList<HistoryLine>> HistoryAsync(Job job, CancellationToken cancellation)
    {
        if (await queries.FindAsync([job.Id], cancellation) is not [var echo])
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

    public Job Of(EchoJob echo)
    {
        var status = echo.RemovedAt is null ? echo.Status : JobStatus.Dismissed;
        return new Job
        {
            Id = echo.CorrelationId,
            Kind = this,
            Status = status,
            Message = MessageOf(echo),
            Created = echo.Created,
            Started = echo.Started,
            Finished = echo.Finished,
            Updated = echo.Updated,
            Progress = status == JobStatus.Successful ? 100 : null,
            Owner = echo.Owner,
            Version = echo.Sequence,
            HasSubscriber = echo.Subscriber is not null,
            ResultForm = echo.ResultForm,
            Outputs = _ => Task.FromResult(EchoOutputs.Read(echo.Outputs)),
        };
    }

    static string? MessageOf(EchoJob echo) => echo switch
    {
        { RemovedAt: not null } => "Removed on request; it had ended successful.",
        { Status: JobStatus.Dismissed } => "Dismissed on request.",
        _ => null,
    };
}
