using System.Globalization;

namespace OrderSaga.Batches;

/// <summary>What people read in a batch's <c>message</c>.</summary>
static class BatchTexts
{
    public const string Cancelled = "Dismissed on request.";
    public const string Discarded = "Discarded before it was triggered.";
    public const string Withdrawn = "Discarded with its bulk.";

    public static string NotTriggered(DateTime until) =>
        string.Create(CultureInfo.InvariantCulture, $"Nobody triggered it until {until:yyyy-MM-dd'T'HH:mm:ss'Z'}.");

    public static string? Completed(Batch batch) =>
        batch.Successful == batch.NumberOfProducts ? null : $"{batch.Successful} of {batch.NumberOfProducts} products came; {Others(batch)}.";

    public static string NothingSuccessful(Batch batch) => $"None of {batch.NumberOfProducts} products came; {Others(batch)}.";

    public static string ProductFailed(Batch batch) =>
        $"{Products(batch.Failed)} of {batch.NumberOfProducts} failed, and the batch asks for all.";

    public static string TooManyFailures(Batch batch) =>
        $"{Products(batch.Failed)} of the first {batch.Ended()} failed, so the rest of {batch.NumberOfProducts} is not tried.";

    /// <summary>Why an order of the batch is cancelled.</summary>
    public static string Stopped(Batch batch) =>
        batch.ReasonCode is null ? $"The batch was dismissed: {batch.Message}" : $"The batch failed: {batch.Message}";

    static string Products(int count) => count == 1 ? "1 product" : $"{count} products";

    static string Others(Batch batch) =>
        string.Join(", ", new[] { (batch.Failed, "failed"), (batch.Dismissed, "dismissed") }
            .Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}"));
}
