using MassTransit;
using MassTransit.Transports;

namespace OrderSaga.RegardsArchive;

/// <summary>REGARDS' virtual host: another bus than ours.</summary>
public interface IRegardsBus : IBus;

/// <summary>Whether the REGARDS bus can take messages: a bus that has not started loses what is published.</summary>
sealed class RegardsBusHealth(IBusInstance<IRegardsBus> instance)
{
    public bool IsReady => instance.BusControl.CheckHealth().Status == BusHealthStatus.Healthy;
}
