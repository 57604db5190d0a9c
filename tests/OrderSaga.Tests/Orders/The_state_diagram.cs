using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Orders;

public sealed class The_state_diagram
{
    static readonly OrderStateMachine Machine = new(Options.Create(new RegardsOptions()), Options.Create(new OrderOptions()));

    [Test]
    public void Is_drawn_alike_every_time() =>
        Assert.That(
            OrderStateDiagram.Draw(new OrderStateMachine(Options.Create(new RegardsOptions { RetryErrors = true }), Options.Create(new OrderOptions()))),
            Is.EqualTo(OrderStateDiagram.Draw(Machine)));
}
