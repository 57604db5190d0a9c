namespace OrderSaga.Simulator.Settings;

/// <summary>
/// How the stand-in behaves (section <c>Simulator</c>). Shares are 0 to 1 and drawn from <see cref="Seed"/> and the request id, so that a
/// run can be repeated; a product name with a fault token of its own takes no part in the draw.
/// </summary>
public sealed record StandInSettings
{
    /// <summary>Active tenants; empty means any. A request of another tenant is dropped without an answer.</summary>
    public IReadOnlyList<string> Tenants { get; init; } = [];

    /// <summary>Models the tenant knows; empty means any. A patch of another model is denied.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>From a request's arrival to GRANTED or DENIED. The real intake gathers up to one second.</summary>
    public TimeSpan GrantDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>From GRANTED to the outcome. The real one takes five seconds or more (REGARDS contract: patch processing).</summary>
    public TimeSpan ProcessingDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Up to so much is added to the processing delay, a different part of it for each request.</summary>
    public TimeSpan Jitter { get; init; }

    public double DeniedShare { get; init; }
    public double ErrorShare { get; init; }
    public double SilentShare { get; init; }

    /// <summary>Share of requests whose answers all come twice.</summary>
    public double DuplicateAnswerShare { get; init; }

    /// <summary>Share of requests whose SUCCESS is followed by a NOTIFICATION.</summary>
    public double NotificationShare { get; init; }

    /// <summary>Share of requests whose outcome comes before GRANTED.</summary>
    public double ReorderShare { get; init; }

    public long Seed { get; init; }

    /// <summary>Whether a patch with files, which never gets a PATCH SUCCESS, is followed by a NOTIFICATION SUCCESS.</summary>
    public bool FileNotification { get; init; } = true;

    /// <summary>Path of a file that gets one JSON line per request seen; null for none. Lines are appended.</summary>
    public string? RequestLog { get; init; }

    /// <summary>How many request ids (and products with a once-only fault) are remembered; the oldest are forgotten first.</summary>
    public int MaxStored { get; init; } = 200_000;

    /// <summary>
    /// Priority levels of the request queue on RabbitMQ. REGARDS declares 255, and the broker pays for each level: with 4 it moved ten times
    /// as many requests. A queue that exists keeps its levels, and another number is then refused by the broker.
    /// </summary>
    public byte MaxPriority { get; init; } = 255;

    /// <summary>The STAC search beside it; it listens when it has an address.</summary>
    public StacSettings Stac { get; init; } = new();
}
