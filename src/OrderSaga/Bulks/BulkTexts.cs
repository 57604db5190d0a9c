using System.Globalization;

namespace OrderSaga.Bulks;

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
