using Microsoft.AspNetCore.Http;
using OrderSaga.Batches;
using OrderSaga.Contracts;

namespace OrderSaga.Gateway.Batches;

/// <summary>Why what a form asked of a batch was not done, in words for its page.</summary>
/// <param name="Status">The HTTP status, that of the same refusal to a program.</param>
sealed record BatchRefusal(int Status, string Problem)
{
    /// <summary>What stands in the field.</summary>
    public string? Priority { get; init; }

    /// <summary>Why that is wrong.</summary>
    public IReadOnlyList<string> PriorityRules { get; init; } = [];

    /// <param name="result">A trigger that did nothing.</param>
    /// <param name="priority">As it was typed.</param>
    public static BatchRefusal Of(TriggerResult result, string? priority) => Of(result) with { Priority = priority };

    static BatchRefusal Of(TriggerResult result) => result.Answer switch
    {
        null => new(StatusCodes.Status400BadRequest, "Not accepted; nothing was started.") { PriorityRules = [.. result.Faults.Select(RuleOf)] },
        TriggerAnswer.AlreadyFinished ended => new(StatusCodes.Status409Conflict, $"It has already ended {ended.Status}; nothing was started."),
        TriggerAnswer.PriorityDiffers other when other.BatchId == result.BatchId =>
            new(StatusCodes.Status409Conflict, $"It was already started with priority {other.Priority}, which it keeps."),
        TriggerAnswer.PriorityDiffers other => new(StatusCodes.Status409Conflict, $"Its second try is already under way with priority {other.Priority}, which it keeps."),
        TriggerAnswer.Discarded => new(StatusCodes.Status410Gone, "It was discarded and can't be started any more."),
        TriggerAnswer.NothingToRetry => new(StatusCodes.Status409Conflict, "Everything that could be tried again has come; nothing was started."),
        TriggerAnswer.Unknown => new(StatusCodes.Status404NotFound, "It belongs to another owner, who alone can start it."),
        var other => throw new InvalidOperationException($"A trigger was refused by {other}."),
    };

    static string RuleOf(FieldFault fault) => fault.Field == "priority" ? fault.Rule : $"{fault.Field} {fault.Rule}";
}
