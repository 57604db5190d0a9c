using OrderSaga.Bulks;

namespace OrderSaga.Gateway.Bulks;

/// <summary>What a bulk would come to: the answer of a dry run.</summary>
sealed record BulkForecastInfo
{
    public required int NumberOfProducts { get; init; }

    /// <summary>Bytes, with a default for products of unknown size.</summary>
    public required long TotalVolume { get; init; }

    public required int NumberOfBatches { get; init; }

    /// <summary>Products that would not be ordered, by <see cref="RejectionReason"/>.</summary>
    public required IReadOnlyDictionary<string, int> Rejected { get; init; }

    /// <summary>How many there are in all, as far as the catalogue says.</summary>
    public long? Matched { get; init; }

    /// <summary>Products that the owner's quota would still allow in this bulk; absent without a quota.</summary>
    public int? QuotaLeft { get; init; }

    /// <summary>False when the time was over, or the bulk would fail, before all were counted.</summary>
    public required bool Complete { get; init; }

    /// <summary>Why the bulk would fail.</summary>
    public string? ReasonCode { get; init; }

    public string? Message { get; init; }

    public static BulkForecastInfo Of(BulkForecast forecast) => new()
    {
        NumberOfProducts = forecast.NumberOfProducts,
        TotalVolume = forecast.TotalVolume,
        NumberOfBatches = forecast.NumberOfBatches,
        Rejected = forecast.Rejected,
        Matched = forecast.Matched,
        QuotaLeft = forecast.QuotaLeft,
        Complete = forecast.IsComplete,
        ReasonCode = forecast.ReasonCode,
        Message = forecast.Message,
    };
}
