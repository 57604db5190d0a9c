using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace OrderSaga.Simulator.Settings;

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
