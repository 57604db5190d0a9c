using Microsoft.Extensions.Configuration;

namespace OrderSaga.Simulator.Settings;

static class StacSettingsReader
{
    const int MostProducts = 10_000_000;

    /// <summary>What is wrong is added to <paramref name="faults"/>, a line for each key.</summary>
    public static StacSettings Read(IConfiguration section, List<string> faults)
    {
        var defaults = new StacSettings();
        var reader = new SectionReader(section);
        var settings = new StacSettings
        {
            Url = reader.Text(nameof(StacSettings.Url)),
            Products = reader.Whole(nameof(StacSettings.Products), defaults.Products, 0, MostProducts),
            Path = reader.Text(nameof(StacSettings.Path)),
            Tenant = reader.Text(nameof(StacSettings.Tenant)) ?? defaults.Tenant,
            Seed = reader.Long(nameof(StacSettings.Seed), defaults.Seed),
            MaxLimit = reader.Whole(nameof(StacSettings.MaxLimit), defaults.MaxLimit, 1, 100_000),
            Paging = reader.Word(nameof(StacSettings.Paging), defaults.Paging),
            Query = reader.Flag(nameof(StacSettings.Query), defaults.Query),
            Cql2 = reader.Flag(nameof(StacSettings.Cql2), defaults.Cql2),
            Authorization = reader.Text(nameof(StacSettings.Authorization)),
            Latency = reader.Span(nameof(StacSettings.Latency), defaults.Latency),
            Mishap = reader.Word(nameof(StacSettings.Mishap), defaults.Mishap),
            MishapPage = reader.Whole(nameof(StacSettings.MishapPage), defaults.MishapPage, 0, int.MaxValue),
            MishapTimes = reader.Whole(nameof(StacSettings.MishapTimes), defaults.MishapTimes, 0, int.MaxValue),
            MishapStatus = reader.Whole(nameof(StacSettings.MishapStatus), defaults.MishapStatus, 400, 599),
            MishapRetryAfter = reader.Text(nameof(StacSettings.MishapRetryAfter)) is null ? null : reader.Span(nameof(StacSettings.MishapRetryAfter), default),
            MishapDelay = reader.Span(nameof(StacSettings.MishapDelay), defaults.MishapDelay),
        };

        if (settings.Url is { } text && !(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.AbsolutePath == "/"))
            reader.Fault(nameof(StacSettings.Url), text, "must be an http address without a path, such as http://localhost:8090");
        if (settings.Path is { } path && !File.Exists(path))
            reader.Fault(nameof(StacSettings.Path), path, "must name a file");
        if (settings.Tenant.Contains(':', StringComparison.Ordinal) || settings.Tenant.Length > 60)
            reader.Fault(nameof(StacSettings.Tenant), settings.Tenant, "must be a tenant's name without a colon, of at most 60 characters");
        reader.RefuseUnknownKeys();
        faults.AddRange(reader.Faults);
        return settings;
    }
}
