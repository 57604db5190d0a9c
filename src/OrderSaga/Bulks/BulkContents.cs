using OrderSaga.Archive;
using OrderSaga.Batches;
using OrderSaga.Catalogue;
using OrderSaga.Catalogue.Items;
using OrderSaga.Contracts;
using OrderSaga.Texts;

namespace OrderSaga.Bulks;

/// <summary>
/// Makes the products of a bulk out of candidates, in their order: each with its batch, or with the reason why it is not
/// ordered. Pure: the same candidates give the same products, and after <see cref="Restore"/> it goes on as if it had
/// never stopped. Holds a digest a product and a figure a batch, no product.
/// </summary>
sealed class BulkContents
{
    const int LongestIdentifier = 256;

    readonly Guid _bulkId;
    readonly BulkLimits _limits;
    readonly IArchiveRules _archive;
    readonly BatchSplit _split;
    readonly TextSet _seen = new();
    readonly Dictionary<string, int> _rejected = new(StringComparer.Ordinal);
    string? _firstRemark;
    int _remarked;
    Guid _batchId;
    int _batchNumber;

    public BulkContents(Guid bulkId, BulkLimits limits, IArchiveRules archive)
    {
        _bulkId = bulkId;
        _limits = limits;
        _archive = archive;
        _split = new BatchSplit(limits.BatchProducts, limits.BatchVolume, limits.UnknownSize);
    }

    /// <summary>All so far, the rejected among them.</summary>
    public int Taken { get; private set; }

    public int Ordered { get; private set; }

    public int Rejected => Taken - Ordered;

    /// <summary>How many are not ordered, by <see cref="RejectionReason"/>.</summary>
    public IReadOnlyDictionary<string, int> RejectedByReason => _rejected;

    public long Volume => _split.Volume;

    public IReadOnlyList<Slice> Batches => _split.Slices;

    int Online => _rejected.GetValueOrDefault(RejectionReason.AlreadyOnline);

    /// <summary>The next product of the bulk.</summary>
    public BulkProduct Take(Candidate candidate)
    {
        var (reason, fault) = Refuse(candidate);
        if (reason is not null)
        {
            Count(reason);
        }
        else
        {
            fault = candidate.Product!.Remark is { } remark ? Excerpt.Of(remark) : null;
            Order(_split.Add(candidate.Product.Size));
            Remember(Excerpt.Of(candidate.Identifier, LongestIdentifier), fault);
        }
        Taken++;
        var product = reason is RejectionReason.Unusable ? null : candidate.Product;
        return new BulkProduct
        {
            BulkId = _bulkId,
            Position = Taken,
            Identifier = Excerpt.Of(candidate.Identifier, LongestIdentifier),
            Urn = product?.Urn,
            ProductId = product?.Id,
            Model = product?.Model,
            EntityType = product?.EntityType,
            Size = product?.Size,
            BatchId = reason is null ? _batchId : null,
            BatchNumber = reason is null ? _batchNumber : null,
            Reason = reason,
            Fault = fault is null ? null : Excerpt.Of(fault),
        };
    }

    void Remember(string identifier, string? remark)
    {
        if (remark is null)
            return;
        _remarked++;
        _firstRemark ??= $"{identifier}: {remark}";
    }

    /// <summary>A product that was taken before a restart; they come in their order.</summary>
    public void Restore(BulkTable.StoredProduct product)
    {
        if (product.Urn is { } urn)
            _seen.Add(urn);
        if (product.BatchNumber is { } number)
        {
            _split.Restore(number, product.Size);
            Order(number);
            Remember(product.Identifier, product.Remark);
        }
        else
        {
            Count(product.Reason!);
        }
        Taken++;
    }

    /// <summary>Why the bulk can't go on: a <see cref="BulkReason"/> and words for people; null while it can.</summary>
    public (string Reason, string Message)? Excess()
    {
        if (Ordered + Online > _limits.MostProducts)
            return (BulkReason.TooLarge, BulkTexts.TooManyProducts(_limits.MostProducts));
        if (_limits.Quota?.Invoke(Ordered) is { } excess)
            return (BulkReason.TooLarge, $"{excess}.");
        if (Batches.Count > _limits.MostBatches)
            return (BulkReason.TooLarge, BulkTexts.TooManyBatches(_limits.MostBatches));
        // A catalogue that gives the same page for ever must not fill the disk.
        return Rejected > (long)_limits.MostProducts + MostNamed ? (BulkReason.CatalogueFailed, BulkTexts.TooManyRejected(Rejected)) : null;
    }

    /// <summary>A list none of whose names is a product; a query may well find nothing.</summary>
    public bool IsInvalid(BulkSelection selection) => selection.Products is not null && Ordered + Online == 0;

    /// <summary>What has to be said of the bulk: that it has no batches, or that items were not read as they stand; null when there is nothing.</summary>
    public string? Remark => (Ordered, Online) switch
    {
        ( > 0, _) => _firstRemark is null ? null : BulkTexts.Remarked(_remarked, _firstRemark),
        (_, > 0) => BulkTexts.AllOnline,
        _ => BulkTexts.NothingMatched,
    };

    /// <summary>A list may name this many without naming one product.</summary>
    const int MostNamed = BulkReader.MostNames;

    (string? Reason, string? Fault) Refuse(Candidate candidate)
    {
        if (candidate.Product is not { } product)
            return (candidate.Reason ?? RejectionReason.Unknown, candidate.Fault);
        if (FaultOf(product) is { } fault)
            return (RejectionReason.Unusable, fault.ToString());
        if (!_seen.Add(product.Urn))
            return (RejectionReason.Duplicate, null);
        return (product.Online ? RejectionReason.AlreadyOnline : null, null);
    }

    /// <summary>What the archive would refuse of the product, told here and not by thousands of orders that fail.</summary>
    FieldFault? FaultOf(CatalogueProduct product) =>
        _archive.CheckProduct(product.ForArchive()) is [var first, ..] ? first : null;

    void Order(int number)
    {
        Ordered++;
        if (number == _batchNumber)
            return;
        _batchNumber = number;
        _batchId = BatchIds.Of(_bulkId, number);
    }

    void Count(string reason) => _rejected[reason] = _rejected.GetValueOrDefault(reason) + 1;
}
