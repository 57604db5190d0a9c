using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Orders.Queue;

/// <summary>Wakes the dispatcher when a commit left an order that wants to be sent, or freed a place that another waits for.</summary>
sealed class DispatchListener(DispatchState state, Wake<Dispatcher> wake) : ICommitListener<Order>
{
    public void Committed(IReadOnlyCollection<Order> changed)
    {
        foreach (var order in changed)
        {
            if (order.DispatchAt is not null || (state.WantsPlaces && !order.InFlight))
            {
                wake.Up();
                return;
            }
        }
    }
}
