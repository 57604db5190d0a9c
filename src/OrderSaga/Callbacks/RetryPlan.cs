using Microsoft.Extensions.Options;
using OrderSaga.Jobs;

namespace OrderSaga.Callbacks;

/// <summary>What becomes of an event after an attempt: delivered, given up, or another attempt after a longer pause.</summary>
sealed class RetryPlan(IOptions<CallbackOptions> options)
{
    const double Growth = 3;

    /// <summary>Keeps events that failed together from coming back together.</summary>
    const double Spread = 0.1;

    readonly CallbackOptions _options = options.Value;

    public Settlement After(Callback callback, CallbackAnswer answer, DateTime now)
    {
        var settlement = Settlement.Of(callback, answer, now);
        if (answer.IsDelivered)
            return settlement with { State = CallbackState.Delivered };
        // One attempt at the very end is the last; a worker that was away all the time has made one all the same.
        var end = (callback.FirstAttempt ?? now) + _options.GiveUpAfter;
        if (answer.IsGone || now >= end)
            return settlement with { State = CallbackState.Failed };
        var again = now + PauseAfter(callback.Attempts, answer.RetryAfter);
        return settlement with { NextAttempt = again < end ? again : end, SettledAt = null };
    }

    TimeSpan PauseAfter(int attempts, TimeSpan? asked)
    {
        var longest = _options.LongestPause;
        var grown = _options.FirstPause.TotalSeconds * Math.Pow(Growth, Math.Min(attempts, 60) - 1);
        var seconds = Math.Min(grown, longest.TotalSeconds) * (1 + (Spread * ((2 * Random.Shared.NextDouble()) - 1)));
        var pause = TimeSpan.FromMilliseconds((long)(seconds * 1000));
        // The receiver's wish counts, up to our own limit.
        return asked > pause ? (asked.Value < longest ? asked.Value : longest) : pause;
    }
}

/// <summary>The outcome of an attempt as the row keeps it.</summary>
/// <param name="JobId">The event's job.</param>
/// <param name="Sequence">The event within its job.</param>
/// <param name="Claim">The row's NextAttempt under the claim that it was sent by; another's claim is left alone.</param>
sealed record Settlement(Guid JobId, int Sequence, DateTime Claim)
{
    public string State { get; init; } = CallbackState.Pending;
    public int Attempts { get; init; }
    public DateTime? NextAttempt { get; init; }
    public DateTime? SettledAt { get; init; }
    public int? LastStatus { get; init; }
    public string? LastAnswer { get; init; }
    public string? LastFault { get; init; }

    public static Settlement Of(Callback callback, CallbackAnswer answer, DateTime now) => new(callback.JobId, callback.Sequence, callback.NextAttempt!.Value)
    {
        Attempts = callback.Attempts,
        SettledAt = now,
        LastStatus = answer.Status,
        LastAnswer = answer.Text,
        LastFault = answer.Fault,
    };

    /// <summary>Given back unsent, as if it had not been taken.</summary>
    public static Settlement Returned(Callback callback, DateTime now) => new(callback.JobId, callback.Sequence, callback.NextAttempt!.Value)
    {
        Attempts = callback.Attempts - 1,
        NextAttempt = now,
        LastStatus = callback.LastStatus,
        LastAnswer = callback.LastAnswer,
        LastFault = callback.LastFault,
    };
}
