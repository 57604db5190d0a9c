using MassTransit;

namespace OrderSaga.RegardsArchive;

/// <summary>REGARDS' virtual host: another bus than ours.</summary>
public interface IRegardsBus : IBus;
