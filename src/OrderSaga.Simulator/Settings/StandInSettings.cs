using System.Globalization;
using Microsoft.Extensions.Configuration;

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

/// <summary>From the configuration section to <see cref="StandInSettings"/>.</summary>
public static class StandInSettingsReader
{
    /// <exception cref="WrongSettingsException">One line for each wrong key: key, value, rule.</exception>
    public static StandInSettings Read(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);

        var defaults = new StandInSettings();
        var reader = new SectionReader(section);
        var settings = new StandInSettings
        {
            Tenants = reader.List(nameof(StandInSettings.Tenants)),
            Models = reader.List(nameof(StandInSettings.Models)),
            GrantDelay = reader.Span(nameof(StandInSettings.GrantDelay), defaults.GrantDelay),
            ProcessingDelay = reader.Span(nameof(StandInSettings.ProcessingDelay), defaults.ProcessingDelay),
            Jitter = reader.Span(nameof(StandInSettings.Jitter), defaults.Jitter),
            DeniedShare = reader.Share(nameof(StandInSettings.DeniedShare)),
            ErrorShare = reader.Share(nameof(StandInSettings.ErrorShare)),
            SilentShare = reader.Share(nameof(StandInSettings.SilentShare)),
            DuplicateAnswerShare = reader.Share(nameof(StandInSettings.DuplicateAnswerShare)),
            NotificationShare = reader.Share(nameof(StandInSettings.NotificationShare)),
            ReorderShare = reader.Share(nameof(StandInSettings.ReorderShare)),
            Seed = reader.Long(nameof(StandInSettings.Seed), defaults.Seed),
            FileNotification = reader.Flag(nameof(StandInSettings.FileNotification), defaults.FileNotification),
            RequestLog = reader.Text(nameof(StandInSettings.RequestLog)),
            MaxStored = reader.Positive(nameof(StandInSettings.MaxStored), defaults.MaxStored),
            MaxPriority = reader.Level(nameof(StandInSettings.MaxPriority), defaults.MaxPriority),
            Stac = StacSettingsReader.Read(reader.Group(nameof(StandInSettings.Stac)), reader.Faults)
        };

        var exclusive = settings.DeniedShare + settings.ErrorShare + settings.SilentShare;
        if (exclusive > 1)
            reader.Fault("DeniedShare + ErrorShare + SilentShare", exclusive.ToString(CultureInfo.InvariantCulture), "must not exceed 1");

        reader.RefuseUnknownKeys();
        return reader.Faults.Count == 0 ? settings : throw new WrongSettingsException(reader.Faults);
    }
}
