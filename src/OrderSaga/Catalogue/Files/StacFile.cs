using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OrderSaga.Catalogue.Items;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Files;

/// <summary>
/// Streams the items of a STAC ItemCollection (<c>{"type": "FeatureCollection", "features": […]}</c>) or of STAC items one a line
/// (NDJSON); which of the two it is shows in the file. One item at a time is in memory, whatever the file's size.
/// </summary>
/// <param name="open">Opens the file at its beginning; called twice at most.</param>
/// <param name="mapping">Where the items hold what an order needs.</param>
sealed class StacFile(Func<Stream> open, ItemMapping mapping)
{
    static readonly StreamPipeReaderOptions Buffers = new(bufferSize: 64 * 1024, leaveOpen: true);

    /// <summary>What the file says of itself, once all of it is read; null for one that can't.</summary>
    public FileAnnouncement? Announced { get; private set; }

    /// <summary>The items, the faulty ones too.</summary>
    /// <exception cref="InvalidCatalogueException">The file as a whole is none, or is cut off; the message names the line.</exception>
    public async IAsyncEnumerable<FileItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var stream = open();
        await using (stream)
        {
            var pipe = PipeReader.Create(stream, Buffers);
            try
            {
                var features = new FeatureArray(pipe, mapping);
                if (await features.FindAsync(cancellation))
                {
                    await foreach (var item in features.ReadAsync(cancellation))
                        yield return item;
                    Announced = features.Announced;
                    yield break;
                }
            }
            finally
            {
                await pipe.CompleteAsync();
            }
        }

        // A line is known to be the last one only when there is no next.
        string? held = null;
        var (at, isAny) = (0, false);
        using var lines = new StreamReader(open());
        for (var number = 1; await lines.ReadLineAsync(cancellation) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (held is not null)
                yield return Read(held, at, isLast: false, ref isAny);
            (held, at) = (line, number);
        }
        // A file that is being written anew is empty for a moment; that must not pass for a catalogue without products.
        if (held is null)
            throw new InvalidCatalogueException("the file is empty: it must hold a FeatureCollection or one STAC item a line");
        yield return Read(held, at, isLast: true, ref isAny);
        if (!isAny)
            throw new InvalidCatalogueException($"line {at}: the file is neither a FeatureCollection nor one STAC item a line");
    }

    /// <param name="line">One item, or what stands in its place.</param>
    /// <param name="number">The line's, from 1.</param>
    /// <param name="isLast">A broken last line may be one that is still being written.</param>
    /// <param name="isAny">Set once a line is a GeoJSON feature, however bad a product it is.</param>
    FileItem Read(string line, int number, bool isLast, ref bool isAny)
    {
        var place = $"line {number}";
        try
        {
            using var document = JsonDocument.Parse(line, ItemJson.Document);
            isAny |= JsonText.Member(document.RootElement, "type") is { } type && JsonText.Is(type, "Feature");
            return FileItem.Read(document.RootElement, place, mapping);
        }
        // The end of a file that is cut off, or still being written, is not one bad item among many.
        catch (JsonException fault) when (isLast || !isAny)
        {
            throw new InvalidCatalogueException($"{place}: the file is neither a FeatureCollection nor one JSON object a line: {fault.Message}", fault);
        }
        catch (JsonException fault)
        {
            return FileItem.Broken(place, $"not valid JSON: {fault.Message}");
        }
    }
}
