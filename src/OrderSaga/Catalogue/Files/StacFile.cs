using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OrderSaga.Catalogue.Items;

namespace OrderSaga.Catalogue.Files;

/// <summary>
/// Streams the items of a STAC ItemCollection (<c>{"type": "FeatureCollection", "features": […]}</c>) or of STAC items one a line
/// (NDJSON); which of the two it is shows in the file. One item at a time is in memory, whatever the file's size.
/// </summary>
/// <param name="open">Opens the file at its beginning; called twice at most.</param>
/// <param name="mapping">Where the items hold what an order needs.</param>
sealed class StacFile(Func<Stream> open, ItemMapping mapping)
{
    static readonly StreamPipeReaderOptions _buffers = new(bufferSize: 64 * 1024, leaveOpen: true);

    /// <exception cref="InvalidCatalogueException">The file breaks a rule; the message names line or item, field and rule.</exception>
    public async IAsyncEnumerable<FileItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var stream = open();
        await using (stream)
        {
            var pipe = PipeReader.Create(stream, _buffers);
            try
            {
                var features = new FeatureArray(pipe, mapping);
                if (await features.FindAsync(cancellation))
                {
                    await foreach (var item in features.ReadAsync(cancellation))
                        yield return item;
                    yield break;
                }
            }
            finally
            {
                await pipe.CompleteAsync();
            }
        }

        var empty = true;
        using var lines = new StreamReader(open());
        for (var number = 1; await lines.ReadLineAsync(cancellation) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            empty = false;
            yield return Read(line, number);
        }

        // A file that is being written anew is empty for a moment; that must not pass for a catalogue without products.
        if (empty)
            throw new InvalidCatalogueException("the file is empty: it must hold a FeatureCollection or one STAC item a line");
    }

    FileItem Read(string line, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return FileItem.Read(document.RootElement, mapping);
        }
        catch (JsonException fault)
        {
            throw new InvalidCatalogueException(
                $"line {number}: the file is neither a FeatureCollection nor one JSON object a line: {fault.Message}", fault);
        }
        catch (InvalidCatalogueException fault)
        {
            throw new InvalidCatalogueException($"line {number}: {fault.Message}", fault);
        }
    }
}
