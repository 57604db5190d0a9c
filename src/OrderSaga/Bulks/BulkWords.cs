namespace OrderSaga.Bulks;

/// <summary>Where a bulk stands within its status, in the words of <c>lta.phase</c>.</summary>
public static class BulkPhase
{
    /// <summary>Waits for a resolver.</summary>
    public const string Queued = "queued";

    /// <summary>The catalogue is being asked for the products.</summary>
    public const string Resolving = "resolving";

    /// <summary>All products are known; the batches are being stored.</summary>
    public const string Splitting = "splitting";

    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}

/// <summary>Why a bulk failed, for programs.</summary>
public static class BulkReason
{
    /// <summary>The catalogue could not be read.</summary>
    public const string CatalogueFailed = "catalogue-failed";

    /// <summary>The catalogue gave something else than it announced. Of a successful bulk: it went on with what was given.</summary>
    public const string CatalogueIncomplete = "catalogue-incomplete";

    /// <summary>More products, or more batches, than the client or the service allows.</summary>
    public const string TooLarge = "bulk-too-large";

    /// <summary>No product of the list can be ordered.</summary>
    public const string NothingValid = "no-valid-product";

    /// <summary>A fault of the service itself; its log tells more.</summary>
    public const string Internal = "internal-error";
}

/// <summary>Why a product of a bulk is not ordered.</summary>
public static class RejectionReason
{
    /// <summary>The catalogue has no such product.</summary>
    public const string Unknown = "unknown";

    /// <summary>The same product is in the bulk already, under this or another name.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>The catalogue has several products of that name; it can be named by URN or address.</summary>
    public const string Ambiguous = "ambiguous";

    /// <summary>It can be downloaded already.</summary>
    public const string AlreadyOnline = "already-online";

    /// <summary>The catalogue's item is not one that REGARDS could find.</summary>
    public const string Unusable = "unusable";
}
