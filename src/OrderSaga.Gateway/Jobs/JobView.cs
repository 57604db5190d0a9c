using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Jobs;

/// <summary>A job as statusInfo (OGC 18-062r2, statusInfo.yaml).</summary>
sealed class JobView(Addresses addresses)
{
    public StatusInfo Of(Job job) => new()
    {
        ProcessId = job.Kind.Process.Id,
        JobId = job.Id,
        Status = job.Status,
        Message = job.Message,
        Created = job.Created,
        Started = job.Started,
        Finished = job.Finished,
        Updated = job.Updated,
        Progress = job.Progress,
        Exception = job.Failure,
        Lta = job.Lta,
        Links = LinksOf(job),
    };

    List<Link> LinksOf(Job job)
    {
        var self = addresses.Job(job.Id);
        var links = new List<Link>
        {
            new(self, Relations.Self, MediaType.Json, "This job"),
            Alternate.AsPage(self),
            new(self, Relations.Monitor, MediaType.Json, "Status of the job"),
            new(addresses.Jobs, Relations.Up, MediaType.Json, "All jobs"),
            new(addresses.History(job.Id), "history", MediaType.Json, "What happened to the job"),
            new(addresses.Events(job.Id), "events", MediaType.Events, "Changes of the job, as server-sent events"),
        };
        if (job.Status == JobStatus.Successful)
            links.Add(new Link(addresses.Results(job.Id), Relations.Results, MediaType.Json, "Results"));
        if (job.Status == JobStatus.Failed)
            links.Add(new Link(addresses.Results(job.Id), Relations.Exceptions, MediaType.Json, "Why the job failed"));
        if (job.HasSubscriber)
            links.Add(new Link(addresses.Callbacks(job.Id), "callbacks", MediaType.Json, "What its subscriber was told"));
        links.AddRange(job.Links);
        return links;
    }
}
