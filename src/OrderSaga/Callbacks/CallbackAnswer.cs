namespace OrderSaga.Callbacks;

/// <summary>What came of one attempt.</summary>
/// <param name="Status">HTTP status, or null without an answer.</param>
/// <param name="Text">The answer's first bytes.</param>
/// <param name="Fault">Why it counts as failed; null for a delivery.</param>
sealed record CallbackAnswer(int? Status, string? Text, string? Fault)
{
    /// <summary>The receiver never wants it again.</summary>
    public bool IsGone { get; init; }

    /// <summary>The fault is the endpoint's and not this event's: others would meet it too.</summary>
    public bool IsOutage { get; init; }

    /// <summary>How long the receiver wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool IsDelivered => Fault is null;

    public static CallbackAnswer Outage(string fault) => new(null, null, fault) { IsOutage = true };

    public static CallbackAnswer Unsent(string fault) => new(null, null, fault);
}
