using OrderSaga.Callbacks;

namespace OrderSaga.Jobs;

/// <summary>A change of a job that its subscriber may want to hear of.</summary>
/// <param name="JobKind">One of <see cref="CallbackJobKind"/>.</param>
/// <param name="JobId">Order, batch or bulk id.</param>
/// <param name="Sequence">Number of the status change; grows within the job.</param>
/// <param name="Owner">Owner of the job.</param>
/// <param name="Status">The OGC status entered, or kept where a further attempt begins.</param>
/// <param name="At">When it happened, UTC.</param>
public sealed record JobEvent(string JobKind, Guid JobId, int Sequence, string Owner, string Status, DateTime At);
