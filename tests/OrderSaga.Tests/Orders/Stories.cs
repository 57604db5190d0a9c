using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;
using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Orders;

/// <summary>One live machine a fixture, a new order a test.</summary>
public abstract class Stories
{
    LiveJobs<Order> _live = null!;

    private protected virtual Action<RegardsOptions> Settings => _ => { };

    [OneTimeSetUp]
    public async Task Start()
    {
        var regards = new RegardsOptions();
        Settings(regards);
        _live = await LiveOrders.StartAsync(new OrderStateMachine(Options.Create(regards), Options.Create(new OrderOptions())));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _live.DisposeAsync();

    private protected StoryOrder NewOrder() => new(_live);

    private protected LiveJobs<Order> Live => _live;

    /// <summary>An order whose request is at REGARDS.</summary>
    private protected async Task<StoryOrder> SentOrderAsync(bool files = false)
    {
        var order = NewOrder();
        await order.PlaceAsync(place => place with { HasFiles = files });
        await order.SendToRegardsAsync();
        return order;
    }
}
