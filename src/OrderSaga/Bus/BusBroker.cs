namespace OrderSaga.Bus;

/// <summary>Where a bus of this process finds its broker, for whoever watches over it.</summary>
/// <param name="Bus">The bus, as MassTransit knows it apart from others.</param>
/// <param name="Uri">Broker and virtual host, with login: not to be told.</param>
public sealed record BusBroker(Type Bus, string Uri);
