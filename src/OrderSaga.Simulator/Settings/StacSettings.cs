using Microsoft.Extensions.Configuration;

namespace OrderSaga.Simulator.Settings;

/// <summary>How the STAC search behaves (section <c>Simulator:Stac</c>).</summary>
public sealed record StacSettings
{
    /// <summary>Where it listens; null for no search at all.</summary>
    public string? Url { get; init; }

    /// <summary>How many products are made up; 0 for those of <see cref="Path"/>.</summary>
    public int Products { get; init; }

    /// <summary>A STAC ItemCollection, or STAC items one a line; null for the sample.</summary>
    public string? Path { get; init; }

    /// <summary>Tenant in the URNs of products that are made up.</summary>
    public string Tenant { get; init; } = "lta-sandbox";

    /// <summary>The same seed makes up the same products.</summary>
    public long Seed { get; init; }

    /// <summary>Most items in a page, whatever is asked for.</summary>
    public int MaxLimit { get; init; } = 10_000;

    public NextPageLink Paging { get; init; } = NextPageLink.Token;

    /// <summary>Whether the <c>query</c> extension is known; else the member is passed over, as a server does that never heard of it.</summary>
    public bool Query { get; init; } = true;

    /// <summary>Whether CQL2 filters are known; else the members are passed over.</summary>
    public bool Cql2 { get; init; } = true;

    /// <summary>Value that the header <c>Authorization</c> must have; null lets everybody in.</summary>
    public string? Authorization { get; init; }

    /// <summary>Before each answer.</summary>
    public TimeSpan Latency { get; init; }

    public StacMishap Mishap { get; init; } = StacMishap.None;

    /// <summary>The page it happens to, counted from 1; 0 for every page.</summary>
    public int MishapPage { get; init; }

    /// <summary>How often it happens; 0 for ever.</summary>
    public int MishapTimes { get; init; }

    public int MishapStatus { get; init; } = 503;

    /// <summary>Goes with the status, in seconds; null for none.</summary>
    public TimeSpan? MishapRetryAfter { get; init; }

    /// <summary>How late a slow page is.</summary>
    public TimeSpan MishapDelay { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>What goes wrong with a page that is asked for.</summary>
public enum StacMishap
{
    None,

    /// <summary>An error status, with or without Retry-After.</summary>
    Status,

    /// <summary>200 and a page for people's eyes.</summary>
    Garbage,

    /// <summary>The next link leads to the page it is on.</summary>
    Loop,

    /// <summary>The next link leads to another host.</summary>
    OtherHost,

    /// <summary>The connection breaks in the middle of the body.</summary>
    Disconnect,

    /// <summary>The page comes late.</summary>
    Slow,
}

/// <summary>How the next page is found.</summary>
public enum NextPageLink
{
    /// <summary>A POST link whose body holds a token alone, to be merged into the search's.</summary>
    Token,

    /// <summary>A POST link whose body is the whole search.</summary>
    Body,

    /// <summary>A GET link with the whole search in its address.</summary>
    Get,

    /// <summary>No link: pages are asked for by number.</summary>
    Page,
}

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
