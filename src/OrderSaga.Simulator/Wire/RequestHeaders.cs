namespace OrderSaga.Simulator.Wire;

/// <summary>
/// The headers REGARDS looks at, as they came: text, or whatever other AMQP type a sender used by mistake.
/// Absent and blank headers are null.
/// </summary>
public sealed record RequestHeaders
{
    public object? Tenant { get; init; }
    public object? RequestId { get; init; }
    public object? RequestDate { get; init; }
    public object? RequestOwner { get; init; }
    public object? FileUpdateMode { get; init; }

    /// <summary>A request header that is no AMQP string makes the real reader throw a cast error (REGARDS contract: header value types).</summary>
    public bool HasForeignType =>
        IsForeign(RequestId) || IsForeign(RequestDate) || IsForeign(RequestOwner) || IsForeign(FileUpdateMode);

    static bool IsForeign(object? value) => value is not (null or string);
}

/// <summary>A message of the patch exchange, untouched: any bytes, any headers. The content type plays no part, as in REGARDS.</summary>
public sealed record RawRequest(ReadOnlyMemory<byte> Body, RequestHeaders Headers);
