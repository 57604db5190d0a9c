using MassTransit;

namespace OrderSaga.SagaStore;

/// <summary>
/// What a behaviour wants besides the change of its instance. The store puts one on the context before the behaviour
/// runs and writes its content in the transaction of the group; a behaviour that throws leaves nothing of it.
/// </summary>
public sealed class BehaviorOutput
{
    internal List<object> Messages { get; } = [];
    internal List<object> Rows { get; } = [];

    /// <summary>The instance begins anew: its row is written whole, members that are fixed at the first insert among them.</summary>
    internal bool BeginsAnew { get; set; }
}

/// <summary>How a state machine's behaviour speaks to the world without doing I/O.</summary>
public static class BehaviorOutputExtensions
{
    /// <summary>Publishes <paramref name="message"/> once the group is committed (transactional outbox, at least once). Its type must be registered with <c>Publishes</c>.</summary>
    public static void Tell<TMessage>(this PipeContext context, TMessage message)
        where TMessage : class => context.GetPayload<BehaviorOutput>().Messages.Add(message);

    /// <summary>Inserts <paramref name="row"/>, an entity of the store's model, in the transaction of the group.</summary>
    public static void Record<TRow>(this PipeContext context, TRow row)
        where TRow : class => context.GetPayload<BehaviorOutput>().Rows.Add(row);

    /// <summary>
    /// Writes the instance's whole row at the commit, as if it were a new one. For an instance that only kept a place until
    /// its first real event: columns that no update touches get their values now.
    /// </summary>
    public static void BeginAnew(this PipeContext context) => context.GetPayload<BehaviorOutput>().BeginsAnew = true;
}
