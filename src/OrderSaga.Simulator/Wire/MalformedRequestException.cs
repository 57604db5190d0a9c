namespace OrderSaga.Simulator.Wire;

/// <summary>The body cannot become a patch request at all; REGARDS denies it by its request id, without product id or URN.</summary>
public sealed class MalformedRequestException : Exception
{
    public MalformedRequestException()
    {
    }

    public MalformedRequestException(string message) : base(message)
    {
    }

    public MalformedRequestException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
