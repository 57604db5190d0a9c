namespace OrderSaga.Regards;

/// <summary>Order in which REGARDS processes requests; independent of the AMQP priority, which orders their delivery (REGARDS contract: body).</summary>
public enum PatchPriority
{
    Low,
    Normal,
    High,
}
