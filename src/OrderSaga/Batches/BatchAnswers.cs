using OrderSaga.Contracts;

namespace OrderSaga.Batches;

/// <summary>What a trigger came to: exactly one of the shapes below.</summary>
public abstract record TriggerAnswer
{
    TriggerAnswer()
    {
    }

    /// <summary>It was prepared, and is accepted.</summary>
    public sealed record Started(Guid BatchId) : TriggerAnswer;

    /// <summary>It was triggered before and has not ended: the same job.</summary>
    public sealed record AlreadyStarted(Guid BatchId) : TriggerAnswer;

    /// <summary>… with another priority, which it keeps.</summary>
    public sealed record PriorityDiffers(Guid BatchId, int Priority) : TriggerAnswer;

    /// <summary>It has ended; <paramref name="Status"/> is the OGC status.</summary>
    public sealed record AlreadyFinished(Guid BatchId, string Status) : TriggerAnswer;

    /// <summary>It was discarded before anybody triggered it.</summary>
    public sealed record Discarded(Guid BatchId) : TriggerAnswer;

    /// <summary>There is no such batch, or it is another owner's.</summary>
    public sealed record Unknown(Guid BatchId) : TriggerAnswer;

    /// <summary>All products that it asks for have come.</summary>
    public sealed record NothingToRetry(Guid BatchId) : TriggerAnswer;

    /// <summary>The new batch in which its other products are tried again.</summary>
    public sealed record Retried(Guid BatchId, Guid RetryOf) : TriggerAnswer;

    /// <summary>The input that stands in the way, its value and the rule; null where there is a job to follow.</summary>
    /// <param name="snakeCase">Names as over HTTP.</param>
    public FieldFault? Fault(bool snakeCase)
    {
        var (batchId, retry) = snakeCase ? ("batch_id", "retry_failed") : ("batchId", "retryFailed");
        return this switch
        {
            PriorityDiffers other => new FieldFault("priority", null, $"must be {other.Priority}, the priority with which the batch was triggered"),
            AlreadyFinished ended => new FieldFault(batchId, ended.BatchId.ToString(), $"must be the id of a prepared batch; this one has ended {ended.Status}"),
            Discarded gone => new FieldFault(batchId, gone.BatchId.ToString(), "must be the id of a prepared batch; this one was discarded"),
            Unknown none => new FieldFault(batchId, none.BatchId.ToString(), "must be the id of a batch"),
            NothingToRetry => new FieldFault(retry, "true", "must be asked of a batch with products that have not come"),
            _ => null,
        };
    }
}

/// <summary>What a trigger with its inputs came to: an answer, or every fault of the inputs.</summary>
public sealed record TriggerResult(Guid? BatchId, TriggerAnswer? Answer, IReadOnlyList<FieldFault> Faults);

/// <summary>What a dismissal came to.</summary>
public enum DismissalAnswer
{
    /// <summary>There is no such batch, or it is another owner's.</summary>
    Unknown,

    /// <summary>It was prepared, and will never be a job.</summary>
    Discarded,

    /// <summary>It had not ended; its orders are being cancelled.</summary>
    Dismissed,

    /// <summary>It had ended and is now taken from its client's sight.</summary>
    Removed,

    /// <summary>It had ended, or was removed, before.</summary>
    AlreadyFinished,
}
