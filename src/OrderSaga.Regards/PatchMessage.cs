namespace OrderSaga.Regards;

/// <summary>A patch request as it goes on the wire, to <see cref="RegardsExchanges.PatchRequests"/>. Publish it persistent (delivery mode 2), with an empty routing key.</summary>
/// <param name="Body">UTF-8 JSON without envelope.</param>
/// <param name="Headers">Strings all; send each as an AMQP long string.</param>
/// <param name="ContentType">application/json</param>
/// <param name="ContentEncoding">UTF-8</param>
/// <param name="Priority">AMQP priority, 0 to 255.</param>
public sealed record PatchMessage(
    ReadOnlyMemory<byte> Body,
    IReadOnlyDictionary<string, string> Headers,
    string ContentType,
    string ContentEncoding,
    byte Priority);
