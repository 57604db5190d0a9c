using MassTransit;
using MassTransit.Transports;

namespace OrderSaga.RegardsArchive;

/// <summary>Whether the REGARDS bus can take messages: a bus that has not started loses what is published.</summary>
public sealed class RegardsBusHealth(IBusInstance<IRegardsBus> instance)
{
    public bool IsReady => instance.BusControl.CheckHealth().Status == BusHealthStatus.Healthy;
}
