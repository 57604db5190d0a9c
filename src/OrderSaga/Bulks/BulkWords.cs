using System.Globalization;

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

    /// <summary>Its batches are there.</summary>
    public const string Completed = "completed";

    /// <summary>It failed; <see cref="BulkReason"/> says why.</summary>
    public const string Failed = "failed";

    /// <summary>Its client dismissed it.</summary>
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

/// <summary>What people read in <c>message</c>.</summary>
static class BulkTexts
{
    public const string NothingMatched = "The query matched no product, so there are no batches.";
    public const string AllOnline = "All products are online already, so there are no batches.";
    public const string NothingValid = "No product of the list is in the catalogue.";
    public const string Dismissed = "Its bulk was dismissed.";
    public const string Internal = "The service failed at this bulk; its log tells more.";

    public static string TooManyProducts(int most) =>
        string.Create(CultureInfo.InvariantCulture, $"The selection has more than {most} products.");

    public static string TooManyBatches(int most) =>
        string.Create(CultureInfo.InvariantCulture, $"The products make more than {most} batches; allow larger ones.");

    public static string TooManyRejected(int count) => string.Create(
        CultureInfo.InvariantCulture, $"The catalogue gave {count} products that are repeated or can't be ordered.");

    public static string Remarked(int count, string first) => count == 1
        ? $"One product's item could not be read as it stands, {first}."
        : string.Create(CultureInfo.InvariantCulture, $"The items of {count} products could not be read as they stand; the first, {first}.");

    /// <summary>Several sentences, or null when there is none.</summary>
    public static string? Together(params IEnumerable<string?> sentences) => string.Join(' ', sentences.OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <param name="reason">A sentence, which most catalogues give, or the rest of one.</param>
    public static string Catalogue(string reason) => reason is [>= 'A' and <= 'Z', ..] ? reason : $"The catalogue can't be read: {reason}";
}
