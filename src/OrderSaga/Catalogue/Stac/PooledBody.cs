using System.Buffers;

namespace OrderSaga.Catalogue.Stac;

/// <summary>The body of one answer, in a rented buffer: pages are large and come one after the other.</summary>
sealed class PooledBody : IDisposable
{
    const int FirstSize = 64 * 1024;

    byte[] _buffer;
    int _length;

    PooledBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <param name="content">The answer's content; unpacked already.</param>
    /// <param name="most">Most bytes that are read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="StacFault">There are more.</exception>
    public static async Task<PooledBody> ReadAsync(HttpContent content, long most, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > most)
            throw TooLarge(most);
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var body = new PooledBody((int)Math.Max(FirstSize, content.Headers.ContentLength ?? 0));
        try
        {
            while (true)
            {
                if (body._length == body._buffer.Length)
                    body.Grow();
                var read = await stream.ReadAsync(body._buffer.AsMemory(body._length), cancellation);
                if (read == 0)
                    return body;
                body._length += read;
                if (body._length > most)
                    throw TooLarge(most);
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    static StacFault TooLarge(long most) => new($"its answer has more than {most} bytes (Catalogue:MaxResponseBytes); ask for smaller pages (Catalogue:PageSize)");
}
