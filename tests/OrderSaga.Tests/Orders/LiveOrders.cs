using MassTransit;
using Microsoft.EntityFrameworkCore;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;
using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Orders;

/// <summary>The order machine alone, and in place of a dispatcher what one writes into the rows that it takes.</summary>
static class LiveOrders
{
    public static Task<LiveJobs<Order>> StartAsync(SagaStateMachine<Order> machine) =>
        LiveJobs.StartAsync(machine, "orderId", store => store.Publishes<OrderStatusChanged>().Publishes<OrderRejected>().Publishes<CommandRefused>());

    /// <summary>Claims an order, so that its request may be on the way.</summary>
    public static async Task ClaimAsync(this LiveJobs<Order> live, Guid id)
    {
        await using var context = live.Context();
        if (await context.Set<Order>().SingleAsync(o => o.CorrelationId == id) is not { DispatchAt: not null } order)
            return;
        order.Phase = OrderPhase.Dispatching;
        order.ClaimedUntil = order.Updated + new RegardsOptions().ClaimLease;
        order.InFlight = true;
        order.Sends++;
        await context.SaveChangesAsync();
    }

    /// <summary>… and stamps it, once the broker has confirmed. An order that was answered meanwhile is left alone.</summary>
    public static async Task StampAsync(this LiveJobs<Order> live, Guid id, DateTime at)
    {
        await using var context = live.Context();
        if (await context.Set<Order>().SingleAsync(o => o.CorrelationId == id) is not { ClaimedUntil: not null } order)
            return;
        order.Phase = OrderPhase.Dispatched;
        order.DispatchAt = order.ClaimedUntil = null;
        order.SentAt = order.Updated = at;
        order.Deadline = at + new RegardsOptions().GrantTimeout;
        order.Entries++;
        context.Set<JobHistoryEntry>().Add(new JobHistoryEntry
        {
            JobId = id,
            Entry = order.Entries,
            At = at,
            FromStatus = order.Status,
            ToStatus = order.Status,
            Phase = order.Phase,
            Cause = "dispatched",
            Attempt = order.Attempt,
        });
        await context.SaveChangesAsync();
    }
}
