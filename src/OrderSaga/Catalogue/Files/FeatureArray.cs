using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OrderSaga.Catalogue.Items;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Files;

/// <summary>The <c>features</c> array of a FeatureCollection, read from a pipe without holding more than one feature.</summary>
sealed class FeatureArray(PipeReader pipe, ItemMapping mapping)
{
    static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    JsonReaderState _state = new(ItemJson.Reading);
    bool _begun;
    bool _opened;
    bool _named;
    bool _passed;

    /// <summary>What the collection says of itself beside its features; whole once all of them are read.</summary>
    public FileAnnouncement Announced { get; } = new();

    /// <summary>Reads up to the array. False when the first JSON value of the file ends without one: then it is no collection.</summary>
    public async ValueTask<bool> FindAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var (found, consumed) = Find(read.Buffer, read.IsCompleted);
            pipe.AdvanceTo(consumed, read.Buffer.End);
            if (found is { } answer)
                return answer;
            if (read.IsCompleted)
                return false;
        }
    }

    /// <summary>The features after <see cref="FindAsync"/> said there are some.</summary>
    public async IAsyncEnumerable<FileItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var items = new List<FileItem>();
        var index = 0;
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            items.Clear();
            pipe.AdvanceTo(Read(read.Buffer, read.IsCompleted, items, index), read.Buffer.End);
            index += items.Count;

            foreach (var item in items)
                yield return item;
            if (read.IsCompleted)
                yield break;
        }
    }

    (bool? Found, SequencePosition Consumed) Find(ReadOnlySequence<byte> buffer, bool last)
    {
        var start = Begin(buffer, last);
        if (!_begun)
            return (null, buffer.Start);

        var reader = new Utf8JsonReader(buffer.Slice(start), last, _state);
        try
        {
            while (reader.Read())
            {
                _opened = true;
                Announced.Hear(ref reader);
                if (_named && reader.TokenType is JsonTokenType.StartArray)
                {
                    _state = reader.CurrentState;
                    return (true, reader.Position);
                }

                if (reader is { CurrentDepth: 0, TokenType: not JsonTokenType.StartObject })
                    return (false, reader.Position);
                _named = reader is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName } && JsonText.Is(ref reader, "features");
            }
        }
        // In the first line it may still be one item a line, whose reader names the fault; further down it is a broken collection.
        catch (JsonException fault) when (_opened && fault.LineNumber > 0)
        {
            throw Broken(fault);
        }
        catch (JsonException)
        {
            return (false, buffer.End);
        }

        _state = reader.CurrentState;
        return (null, reader.Position);
    }

    SequencePosition Read(ReadOnlySequence<byte> buffer, bool last, List<FileItem> items, int index)
    {
        var reader = new Utf8JsonReader(buffer, last, _state);
        try
        {
            while (!_passed)
            {
                // A copy reads ahead; the reader follows only over a whole feature.
                var ahead = reader;
                if (!ahead.Read() || !ahead.TrySkip())
                    break;

                reader.Read();
                _passed = reader.TokenType is JsonTokenType.EndArray;
                if (_passed)
                    break;
                using var feature = JsonDocument.ParseValue(ref reader);
                items.Add(FileItem.Read(feature.RootElement, $"features[{index + items.Count}]", mapping));
            }

            // To the file's end, so that one cut off behind the array is seen as broken too.
            while (_passed && reader.Read())
                Announced.Hear(ref reader);
        }
        catch (JsonException fault)
        {
            throw Broken(fault);
        }

        _state = reader.CurrentState;
        return reader.Position;
    }

    /// <summary>Where JSON begins: after a byte order mark, which a JSON reader refuses.</summary>
    SequencePosition Begin(ReadOnlySequence<byte> buffer, bool last)
    {
        if (_begun || (buffer.Length < ByteOrderMark.Length && !last))
            return buffer.Start;

        _begun = true;
        Span<byte> first = stackalloc byte[ByteOrderMark.Length];
        var head = buffer.Slice(0, Math.Min(buffer.Length, first.Length));
        head.CopyTo(first);
        return head.Length == first.Length && first.SequenceEqual(ByteOrderMark) ? head.End : buffer.Start;
    }

    static InvalidCatalogueException Broken(JsonException fault) =>
        new($"line {fault.LineNumber + 1}: not valid JSON: {fault.Message}", fault);
}
