using MassTransit;

namespace OrderSaga.Dispatch;

/// <summary>REGARDS' virtual host: another bus than ours.</summary>
public interface IRegardsBus : IBus;
