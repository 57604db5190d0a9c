namespace OrderSaga;

/// <summary>Times as the service tells them: UTC in whole milliseconds, which every database and JSON reader keeps.</summary>
public static class Clock
{
    /// <summary>Now, UTC, cut to the millisecond.</summary>
    public static DateTime UtcNow(this TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }
}
