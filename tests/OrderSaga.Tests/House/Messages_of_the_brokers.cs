using MassTransit;
using NUnit.Framework;
using OrderSaga.Storage;

namespace OrderSaga.Tests.House;

/// <summary>MassTransit takes a message type that is not public for a temporary one: it declares its exchange as one that goes with its last queue, and a broker that has the durable one refuses it.</summary>
public sealed class Messages_of_the_brokers
{
    static IEnumerable<Type> All => typeof(OrderSagaDbContext).Assembly.GetTypes()
        .SelectMany(type => Consumed(type).Concat(type.IsDefined(typeof(EntityNameAttribute), inherit: false) ? [type] : []))
        .Distinct();

    [Test]
    public void Are_public() => Assert.Multiple(() =>
    {
        Assert.That(All, Is.Not.Empty);
        Assert.That(All.Where(type => !type.IsVisible), Is.Empty);
    });

    static IEnumerable<Type> Consumed(Type type) => type.GetInterfaces()
        .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IConsumer<>))
        .Select(contract => contract.GenericTypeArguments[0]);
}
