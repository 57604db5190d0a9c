using System.Text.Json;
using MassTransit.Mediator;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Reading;

namespace OrderSaga.Batches;

/// <summary>
/// Where every door brings its triggers and dismissals. When it returns, what it says is stored. The answers are read from
/// what became of the batch, so whoever loses a race hears the winner's outcome.
/// </summary>
/// <remarks>A batch of another owner than the caller names is unknown to him.</remarks>
public sealed class BatchDesk
{
    readonly BatchQueries _queries;
    readonly BatchStore _store;
    readonly IWithdrawals _withdrawals;
    readonly SubscriberReader _subscribers;
    readonly ArchiveOptions _archive;
    readonly BatchOptions _batches;
    readonly IMediator _mediator;
    readonly TimeProvider _time;

    internal BatchDesk(
        BatchQueries queries, BatchStore store, IWithdrawals withdrawals, SubscriberReader subscribers, IOptions<ArchiveOptions> archive, IOptions<BatchOptions> batches, IMediator mediator,
        TimeProvider time)
    {
        _withdrawals = withdrawals;
        _subscribers = subscribers;
        _archive = archive.Value;
        _queries = queries;
        _store = store;
        _batches = batches.Value;
        _mediator = mediator;
        _time = time;
    }

    /// <summary>Follows a trigger read from an AMQP message (camelCase).</summary>
    public Task<TriggerResult> TriggerAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation) =>
        TriggerAsync(members, snakeCase: false, resultForm: null, owner: null, faulty: false, cancellation);

    /// <summary>Follows a trigger read from the inputs of an execute request (snake_case).</summary>
    /// <param name="inputs">The inputs and the subscriber.</param>
    /// <param name="resultForm">How the client wants the results; kept with the batch as it is.</param>
    /// <param name="owner">The caller; null for one who may act for all.</param>
    /// <param name="faulty">The request has faults already: nothing is triggered, and those that the desk finds are told beside them.</param>
    /// <param name="cancellation">Stops the wait; what was sent is done all the same.</param>
    public Task<TriggerResult> TriggerInputsAsync(
        IReadOnlyDictionary<string, JsonElement> inputs, string? resultForm, string? owner, bool faulty, CancellationToken cancellation) =>
        TriggerAsync(inputs, snakeCase: true, resultForm, owner, faulty, cancellation);

    async Task<TriggerResult> TriggerAsync(
        IReadOnlyDictionary<string, JsonElement> members, bool snakeCase, string? resultForm, string? owner, bool faulty, CancellationToken cancellation)
    {
        var faults = new FoundFaults();
        // An endpoint may be registered for one owner alone, and it is the batch that has one.
        var batch = new Members(members, snakeCase, []).Uuid("batchId") is { } id ? await FindAsync(id, owner, cancellation) : null;
        if (BatchReader.ReadTrigger(members, snakeCase, _subscribers, batch?.Owner ?? owner ?? _archive.Owner, faults) is not { } draft || faulty)
            return new TriggerResult(new Members(members, snakeCase, []).Uuid("batchId"), null, faults);
        var answer = draft.RetryFailed
            ? await RetryFailedAsync(draft.BatchId, owner, draft.Priority, draft.Subscriber, resultForm, cancellation)
            : await TriggerAsync(draft.BatchId, owner, draft.Priority, draft.Subscriber, resultForm, cancellation);
        return new TriggerResult(draft.BatchId, answer, answer.Fault(snakeCase) is { } fault ? [Told(fault, draft)] : []);
    }

    /// <summary>Triggers a prepared batch; once more is the same job.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="owner">The caller; null for one who may act for all.</param>
    /// <param name="priority">1 to 100; null for the one it was prepared with.</param>
    /// <param name="subscriber">JSON of successUri, inProgressUri, failedUri; null for the one it was prepared with.</param>
    /// <param name="resultForm">In the gateway's words.</param>
    /// <param name="cancellation">Stops the wait; what was sent is done all the same.</param>
    public async Task<TriggerAnswer> TriggerAsync(
        Guid batchId, string? owner, int? priority, string? subscriber, string? resultForm, CancellationToken cancellation)
    {
        if (await FindAsync(batchId, owner, cancellation) is not { } before)
            return new TriggerAnswer.Unknown(batchId);
        var at = _time.UtcNow();
        // The bulk's dismissal came first, and whoever discards its batches may be busy with others for long.
        if (before.Status == BatchStatus.Prepared && await _withdrawals.IsWithdrawnAsync(before.BulkId, cancellation))
            await _mediator.Send(new DiscardBatch(batchId, at), cancellation);
        else
            await _mediator.Send(new StartBatch(batchId, priority, subscriber, resultForm, at), cancellation);
        var batch = await FindAsync(batchId, owner, cancellation) ?? throw new UnknownBatchException(batchId);
        var samePriority = priority is null || priority == batch.Priority;
        return batch switch
        {
            { Created: null } => new TriggerAnswer.Discarded(batchId),
            { Created: var created } when created == at && samePriority => new TriggerAnswer.Started(batchId),
            { Finished: not null } => new TriggerAnswer.AlreadyFinished(batchId, batch.Status),
            _ when !samePriority => new TriggerAnswer.PriorityDiffers(batchId, batch.Priority),
            _ => new TriggerAnswer.AlreadyStarted(batchId),
        };
    }

    /// <summary>
    /// Orders the products of a finished batch that did not come once more, in a new batch: of a successful batch the failed
    /// ones, else all that were not successful. While that one has not ended, once more is the same job. A batch that has not
    /// ended itself is triggered.
    /// </summary>
    /// <inheritdoc cref="TriggerAsync(Guid, string?, int?, string?, string?, CancellationToken)"/>
    public async Task<TriggerAnswer> RetryFailedAsync(
        Guid batchId, string? owner, int? priority, string? subscriber, string? resultForm, CancellationToken cancellation)
    {
        if (await FindAsync(batchId, owner, cancellation) is not { } batch)
            return new TriggerAnswer.Unknown(batchId);
        if (batch.Created is null || batch.Finished is null)
            return await TriggerAsync(batchId, owner, priority, subscriber, resultForm, cancellation);
        var retries = await _queries.RetriesAsync(batch, cancellation);
        if (retries is [.., { Finished: null } underWay])
            return AnswerOf(underWay, priority);
        var (products, volume) = await _store.RetryableAsync(batch, _batches.UnknownSize, cancellation);
        if (products == 0)
            return new TriggerAnswer.NothingToRetry(batchId);
        var retry = new RetryBatch
        {
            // Two who ask at once make one batch.
            BatchId = BatchIds.OfRetry(batchId, retries.Count + 1),
            RetryOf = batchId,
            BulkId = batch.BulkId,
            Number = batch.Number,
            Owner = batch.Owner,
            Tenant = batch.Tenant,
            Label = batch.Label,
            FailurePolicy = batch.FailurePolicy,
            NumberOfProducts = products,
            Volume = volume,
            Priority = priority ?? batch.Priority,
            Subscriber = subscriber ?? batch.Subscriber,
            ResultForm = resultForm ?? batch.ResultForm,
            At = _time.UtcNow(),
        };
        await _mediator.Send(retry, cancellation);
        return AnswerOf(await _queries.FindAsync(retry.BatchId, cancellation) ?? throw new UnknownBatchException(retry.BatchId), priority);
    }

    /// <summary>Dismisses a batch that has not ended, discards a prepared one; one that has ended is removed if so asked.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="owner">The caller; null for one who may act for all.</param>
    /// <param name="reason">For people.</param>
    /// <param name="remove">Whether one that has ended is taken from its client's sight.</param>
    /// <param name="cancellation">Stops the wait; what was sent is done all the same.</param>
    public async Task<DismissalAnswer> DismissAsync(Guid batchId, string? owner, string? reason, bool remove, CancellationToken cancellation)
    {
        if (await FindAsync(batchId, owner, cancellation) is not { } before)
            return DismissalAnswer.Unknown;
        var at = _time.UtcNow();
        await _mediator.Send(new CancelBatch(batchId, reason, remove, at), cancellation);
        var batch = await FindAsync(batchId, owner, cancellation) ?? throw new UnknownBatchException(batchId);
        return batch switch
        {
            { Status: BatchStatus.Discarded } => before.Finished is null ? DismissalAnswer.Discarded : DismissalAnswer.AlreadyFinished,
            { Status: JobStatus.Dismissed } => before.Finished is null ? DismissalAnswer.Dismissed : DismissalAnswer.AlreadyFinished,
            { RemovedAt: not null } when before.RemovedAt is null => DismissalAnswer.Removed,
            _ => DismissalAnswer.AlreadyFinished,
        };
    }

    async Task<Batch?> FindAsync(Guid batchId, string? owner, CancellationToken cancellation) =>
        await _queries.FindAsync(batchId, cancellation) is { } batch && (owner is null || owner == batch.Owner) ? batch : null;

    static TriggerAnswer AnswerOf(Batch retry, int? priority) => priority is null || priority == retry.Priority
        ? new TriggerAnswer.Retried(retry.CorrelationId, retry.RetryOf!.Value)
        : new TriggerAnswer.PriorityDiffers(retry.CorrelationId, retry.Priority);

    static FieldFault Told(FieldFault fault, TriggerDraft draft) =>
        fault.Field == "priority" ? fault with { Value = draft.Priority?.ToString(System.Globalization.CultureInfo.InvariantCulture) } : fault;
}

/// <summary>A trigger as its client wrote it, every member valid by itself.</summary>
sealed record TriggerDraft(Guid BatchId, int? Priority, bool RetryFailed, string? Subscriber);

static class BatchReader
{
    /// <summary>Reads a trigger from its members and tells all its faults at once; null when there was one.</summary>
    public static TriggerDraft? ReadTrigger(IReadOnlyDictionary<string, JsonElement> members, bool snakeCase, SubscriberReader subscribers, string owner, FoundFaults faults)
    {
        var trigger = new Members(members, snakeCase, faults);
        var subscriber = subscribers.Read(trigger, owner);
        var draft = new TriggerDraft(
            trigger.Uuid("batchId") ?? default,
            trigger.Integer("priority", 1, 100),
            trigger.Flag("retryFailed") ?? false,
            subscriber?.Write());
        return faults.Count == 0 ? draft : null;
    }
}
