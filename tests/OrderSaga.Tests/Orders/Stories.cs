using NUnit.Framework;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Orders;

/// <summary>One live machine a fixture, a new order a test.</summary>
public abstract class Stories
{
    LiveMachine _live = null!;

    private protected virtual Action<RegardsOptions> Settings => _ => { };

    [OneTimeSetUp]
    public async Task Start() => _live = await LiveMachine.StartAsync(Settings);

    [OneTimeTearDown]
    public async Task Stop() => await _live.DisposeAsync();

    private protected StoryOrder NewOrder() => new(_live);

    private protected LiveMachine Live => _live;

    /// <summary>An order whose request is at REGARDS.</summary>
    private protected async Task<StoryOrder> SentOrderAsync(bool files = false)
    {
        var order = NewOrder();
        await order.PlaceAsync(place => place with { HasFiles = files });
        await order.SendToRegardsAsync();
        return order;
    }
}
