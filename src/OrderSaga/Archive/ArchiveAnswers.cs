using OrderSaga.Jobs;

namespace OrderSaga.Archive;

/// <summary>What the archive says of a request: a command to its order's saga.</summary>
public interface IArchiveAnswer : IJobCommand
{
    /// <summary>The order whose request is answered. One that does not exist is somebody else's, and dropped.</summary>
    Guid OrderId { get; }

    /// <summary>Which request is answered.</summary>
    AnswerOrigin Origin { get; }

    /// <summary>What the archive says in words, for the order's history; null for nothing.</summary>
    string? Text { get; }
}

/// <summary>Where an answer came from: it counts only for the order's own tenant and owner.</summary>
/// <param name="Tenant">Project of the archive.</param>
/// <param name="Owner">In whose name the request was; null if the answer names nobody.</param>
/// <param name="RequestId">The request's id, as the answer has it.</param>
/// <param name="Attempt">The attempt it stands for, from 1.</param>
public sealed record AnswerOrigin(string Tenant, string? Owner, string RequestId, int Attempt);

/// <summary>The archive has taken the request on and works on it.</summary>
public sealed record RequestGranted(Guid OrderId, AnswerOrigin Origin, DateTime At) : IArchiveAnswer
{
    string? IArchiveAnswer.Text => null;
}

/// <summary>The archive does not take the request on. <paramref name="IdInUse"/>: only since it knows the id already, be it from a repetition of ours or from somebody else.</summary>
public sealed record RequestDenied(Guid OrderId, AnswerOrigin Origin, bool IdInUse, string Text, DateTime At) : IArchiveAnswer;

/// <summary>The request is carried out, perhaps with a <paramref name="Warning"/>.</summary>
public sealed record RequestSucceeded(Guid OrderId, AnswerOrigin Origin, string? Warning, DateTime At) : IArchiveAnswer
{
    string? IArchiveAnswer.Text => Warning;
}

/// <summary>The archive could not carry the request out.</summary>
public sealed record RequestFailed(Guid OrderId, AnswerOrigin Origin, string Text, DateTime At) : IArchiveAnswer;

/// <summary>
/// Others were told of what the request did, or (<paramref name="Success"/> false) could not be: side information, except
/// for requests with files, which may have no success of their own.
/// </summary>
public sealed record RequestNotified(Guid OrderId, AnswerOrigin Origin, bool Success, DateTime At) : IArchiveAnswer
{
    string? IArchiveAnswer.Text => null;
}
