namespace OrderSaga.Simulator.Wire;

/// <summary>The body cannot become a patch request at all; REGARDS denies it by its request id, without product id or URN.</summary>
public sealed class UnreadableException : Exception
{
    public UnreadableException()
    {
    }

    public UnreadableException(string message) : base(message)
    {
    }

    public UnreadableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
