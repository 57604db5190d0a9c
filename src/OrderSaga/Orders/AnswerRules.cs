using MassTransit;
using OrderSaga.Archive;

namespace OrderSaga.Orders;

/// <summary>Which of an archive's answers count, and as what.</summary>
static class AnswerRules
{
    /// <summary>Answers count for the order's own tenant and owner alone.</summary>
    public static bool IsOurs<T>(BehaviorContext<Order, T> c)
        where T : class, IArchiveAnswer => c.Message.Origin.Tenant == c.Saga.Tenant && c.Message.Origin.Owner == c.Saga.Owner;

    /// <summary>While an order waits for its date nothing was sent, so what the archive says then is of another request under the same id.</summary>
    public static bool Sent(Order order) => order.Phase != OrderPhase.Scheduled;
    public static bool IsCurrent<T>(BehaviorContext<Order, T> c)
        where T : class, IArchiveAnswer => Sent(c.Saga) && c.Message.Origin.Attempt == c.Saga.Attempt;

    /// <summary>A success of any attempt: the patches of all attempts say the same, so the product is patched.</summary>
    public static bool WasSent(BehaviorContext<Order, RequestSucceeded> c) => Sent(c.Saga);

    /// <summary>
    /// "Id in use" after we sent the same request twice, and any denial after the grant, tell of a repetition and not of
    /// the order (REGARDS contract: patch processing 3.4, 3.15).
    /// </summary>
    public static bool IsNeutral(BehaviorContext<Order, RequestDenied> c) =>
        c.Saga.Phase == OrderPhase.Granted || (c.Message.IdInUse && c.Saga.Sends > 1);

    /// <summary>The notice follows the patch, so a patch with files, which has no success of its own, is done; to others it is side information.</summary>
    public static bool Completes(BehaviorContext<Order, RequestNotified> c) => Sent(c.Saga) && c.Saga.HasFiles;

    /// <summary>An answer to a request whose sending is not on record yet: it came before the dispatcher's stamp, or after a crash in between.</summary>
    public static bool Overtakes<T>(BehaviorContext<Order, T> c)
        where T : class, IArchiveAnswer => IsOurs(c) && IsCurrent(c) && c.Saga.SentAt is null;
}
