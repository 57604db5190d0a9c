namespace OrderSaga.Simulator.Wire;

/// <summary>A message of the patch exchange, untouched: any bytes, any headers. The content type plays no part, as in REGARDS.</summary>
public sealed record RawRequest(ReadOnlyMemory<byte> Body, RequestHeaders Headers);
