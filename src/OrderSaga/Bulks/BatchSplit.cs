namespace OrderSaga.Bulks;

/// <summary>
/// Puts products into batches, one after the other in the order in which they come: a batch is closed when it has its
/// number of products, or when the next one would pass its volume; a product that is larger by itself has a batch of its
/// own. The same products and limits give the same batches, wherever a resolver stopped and went on.
/// </summary>
/// <param name="products">Most products in a batch, at least 1.</param>
/// <param name="volume">Most bytes in a batch; null for no limit.</param>
/// <param name="unknownSize">Bytes assumed for a product of unknown size.</param>
sealed class BatchSplit(int products, long? volume, long unknownSize)
{
    /// <summary>An exabyte: what claims to be larger is taken for a product of unknown size.</summary>
    public const long LargestSize = 1_000_000_000_000_000_000;

    readonly List<Slice> _slices = [];

    /// <summary>The batches so far; the first has number 1.</summary>
    public IReadOnlyList<Slice> Slices => _slices;

    /// <summary>Bytes of all batches.</summary>
    public long Volume { get; private set; }

    /// <summary>The number of the batch that takes the next product.</summary>
    public int Add(long? size)
    {
        var bytes = BytesOf(size);
        if (_slices.Count == 0 || IsFull(_slices[^1], bytes))
            _slices.Add(default);
        return AddTo(_slices.Count, bytes);
    }

    /// <summary>A product that is in a batch already, when they come again in their order.</summary>
    public void Restore(int number, long? size)
    {
        if (number > _slices.Count)
            _slices.Add(default);
        if (number != _slices.Count)
            throw new InvalidOperationException($"Batch {number} comes after {_slices.Count} batches.");
        AddTo(number, BytesOf(size));
    }

    int AddTo(int number, long bytes)
    {
        var slice = _slices[number - 1];
        _slices[number - 1] = new Slice(slice.Products + 1, Sum(slice.Volume, bytes));
        Volume = Sum(Volume, bytes);
        return number;
    }

    bool IsFull(Slice slice, long bytes) => slice.Products == products || (volume is { } most && Sum(slice.Volume, bytes) > most);

    long BytesOf(long? size) => size is >= 0 and <= LargestSize ? size.Value : unknownSize;

    /// <summary>Sizes are the catalogue's word: no sum of them may turn negative.</summary>
    static long Sum(long one, long other) => one > long.MaxValue - other ? long.MaxValue : one + other;
}

/// <summary>One batch of a split.</summary>
/// <param name="Products">How many it has.</param>
/// <param name="Volume">Bytes.</param>
readonly record struct Slice(int Products, long Volume);
