namespace OrderSaga.Orders.Queue;

/// <summary>What an owner has in flight, and has sent in the last hour, while a page is filled.</summary>
sealed class OwnerUse(string owner, int most, int? mostInAnHour)
{
    public string Owner { get; } = owner;

    /// <summary>Most in flight by its own limits; the share of the window comes beside it.</summary>
    public int Most { get; } = most;

    public int? MostInAnHour { get; } = mostInAnHour;

    public int InFlight { get; set; }

    /// <summary>Null when it was not counted lately.</summary>
    public int? SentInHour { get; set; }

    /// <summary>When the hourly quota was last found used up: until when it is.</summary>
    public DateTime? HeldUntil { get; set; }

    /// <summary>Whether the hour's figure has to be counted before anything is sent.</summary>
    public bool WantsHourCounted => MostInAnHour is { } most && !(SentInHour < most);

    public bool HasHourUsedUp => MostInAnHour is { } most && SentInHour >= most;

    /// <summary>How many it may take at once at most, of <paramref name="free"/> places.</summary>
    public int AllowanceOf(WindowShare share, int free)
    {
        var places = Math.Min(Most, share.LimitAt(free)) - InFlight;
        return Math.Max(0, MostInAnHour is { } most ? Math.Min(places, most - (SentInHour ?? 0)) : places);
    }

    public bool HasPlace(WindowShare share, int free) => InFlight < Most && share.Allows(InFlight, free);

    /// <summary>In this page.</summary>
    public int Taken { get; private set; }

    public void Take()
    {
        Taken++;
        InFlight++;
        SentInHour++;
    }
}
