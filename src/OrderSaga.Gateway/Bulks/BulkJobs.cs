using MassTransit.Mediator;
using Microsoft.AspNetCore.Http;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Bulks;

/// <summary>Bulks seen as OGC jobs: they end when their batches exist.</summary>
sealed class BulkJobs(BulkQueries queries, IMediator mediator, Addresses addresses, Site site) : JobKind<Bulk>(queries)
{
    static readonly JobFailure Failures = new("The bulk failed", new Dictionary<string, (int, string)>
    {
        [BulkReason.TooLarge] = (StatusCodes.Status400BadRequest, "Bulk too large"),
        [BulkReason.NothingValid] = (StatusCodes.Status400BadRequest, "No valid product"),
        [BulkReason.CatalogueFailed] = (StatusCodes.Status500InternalServerError, "The catalogue failed"),
        [BulkReason.CatalogueIncomplete] = (StatusCodes.Status500InternalServerError, "The catalogue gave something else than it announced"),
    });

    public override ProcessDescription Process => BulkCreateRequest.Described;

    public override Task DismissAsync(Job job, Dismissal dismissal, CancellationToken cancellation) =>
        mediator.Send(new CancelBulk(job.Id, Reason: null, Remove: true, dismissal.Cascade, dismissal.At), cancellation);

    public override string PageOf(Guid jobId) => site.Bulk(jobId);

    public override IEnumerable<JobAction> ActionsOf(Job job) => [new JobAction("The bulk and its batches", site.Bulk(job.Id))];

    public override Job Of(Bulk bulk)
    {
        var job = JobOf(bulk, token => BulkCreateRequest.ResultsOf(bulk, queries, addresses, token));
        return job with
        {
            Progress = job.Status is JobStatus.Failed or JobStatus.Dismissed ? null : bulk.Progress,
            Lta = new LtaInfo
            {
                Priority = bulk.Priority,
                Phase = bulk.Phase,
                ReasonCode = bulk.ReasonCode,
                Label = bulk.Label,
                BulkId = job.Id,
                NumberOfProducts = bulk.NumberOfProducts,
                NumberOfBatches = bulk.NumberOfBatches,
            },
            Failure = job.Status == JobStatus.Failed ? Failures.Of(bulk.ReasonCode, bulk.Message, addresses.Job(job.Id)) : null,
            SparedOthers = bulk.Cascade is false,
            ResultForm = bulk.ResultForm,
            Links = [new Link(addresses.Bulk(job.Id), "related", MediaType.Json, "The bulk as a whole")],
        };
    }
}
