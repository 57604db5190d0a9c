using OrderSaga.Gateway.Events;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Json;
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
            new(self, Relations.Self, GatewayJson.MediaType, "This job"),
            Alternate.AsPage(self),
            new(self, Relations.Monitor, GatewayJson.MediaType, "Status of the job"),
            new(addresses.Jobs, Relations.Up, GatewayJson.MediaType, "All jobs"),
            new(addresses.History(job.Id), "history", GatewayJson.MediaType, "What happened to the job"),
            new(addresses.Events(job.Id), "events", EventStreams.MediaType, "Changes of the job, as server-sent events"),
        };
        if (job.Status == JobStatus.Successful)
            links.Add(new Link(addresses.Results(job.Id), Relations.Results, GatewayJson.MediaType, "Results"));
        if (job.Status == JobStatus.Failed)
            links.Add(new Link(addresses.Results(job.Id), Relations.Exceptions, GatewayJson.MediaType, "Why the job failed"));
        if (job.HasSubscriber)
            links.Add(new Link(addresses.Callbacks(job.Id), "callbacks", GatewayJson.MediaType, "What its subscriber was told"));
        links.AddRange(job.Links);
        return links;
    }
}
