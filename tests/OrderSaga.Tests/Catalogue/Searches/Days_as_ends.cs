using NUnit.Framework;
using OrderSaga.Catalogue;
using OrderSaga.Contracts;
using OrderSaga.Tests.Catalogue.Stac;

namespace OrderSaga.Tests.Catalogue.Searches;

/// <summary>A date that ends an interval is the whole of that day, in a file and in what a STAC API is asked.</summary>
public sealed class Days_as_ends
{
    static readonly string[] Times =
    [
        "2018-12-31T23:59:59.9999999Z", "2019-01-01T00:00:00Z", "2019-12-31T00:00:00Z", "2019-12-31T10:00:00Z", "2019-12-31T23:59:59.999999Z", "2020-01-01T00:00:00Z",
    ];

    readonly CatalogueFiles _files = new();
    FileCatalogue _catalogue = null!;

    [OneTimeSetUp]
    public async Task Load() =>
        _catalogue = await _files.Write([.. Times.Select((time, number) => new SearchItem($"{number}") { Datetime = time }.ToString())]).LoadAsync();

    [OneTimeTearDown]
    public void Delete() => _files.Dispose();

    [TestCase("""{"datetime":"2019-01-01/2019-12-31"}""", "1 2 3 4")]
    [TestCase("""{"datetime":"../2019-12-31"}""", "0 1 2 3 4")]
    [TestCase("""{"datetime":"2019-12-31/"}""", "2 3 4 5")]
    [TestCase("""{"datetime":"2019-12-31/2019-12-31"}""", "2 3 4")]
    [TestCase("""{"datetime":"2019-12-31t00:00:00.000000000000-00:00/2019-12-31 23:59:59z"}""", "2 3")]
    [TestCase("""{"filter":{"op":"<=","args":[{"property":"datetime"},{"date":"2019-12-31"}]}}""", "0 1 2 3 4")]
    [TestCase("""{"filter":{"op":"t_during","args":[{"property":"datetime"},{"interval":["2019-01-01","2019-12-31"]}]}}""", "2 3 4")]
    public async Task Keep_their_last_hours(string query, string found) =>
        Assert.That(await _catalogue.IdsAsync(query), Is.EqualTo(found.Split(' ')));

    [TestCase("2019-01-01/2019-12-31", "2019-01-01T00:00:00Z/2019-12-31T23:59:59.999999Z")]
    [TestCase("/2019-12-31", "../2019-12-31T23:59:59.999999Z")]
    [TestCase("2019-12-31/..", "2019-12-31T00:00:00Z/..")]
    [TestCase("2019-12-31t10:00:00z", "2019-12-31T10:00:00Z")]
    [TestCase("2019-12-31 10:00:00.123456789012+02:00/..", "2019-12-31T08:00:00.123456Z/..")]
    [TestCase("2016-12-31T23:59:60Z/..", "2016-12-31T23:59:59.999999Z/..")]
    [TestCase("0000-01-01T00:00:00Z/9999-12-31", "0001-01-01T00:00:00Z/9999-12-31T23:59:59.999999Z")]
    public async Task Are_asked_of_an_API_as_times_that_it_can_read(string datetime, string sent)
    {
        await using var api = await ScriptedApi.OfBodiesAsync(ScriptedApi.Page([new SearchItem("one").ToString()]));
        using var search = StacClients.Of(api.Url);

        await search.PagesAsync(search.Query($$"""{"datetime":"{{datetime}}"}"""));

        Assert.That(api.Requests.Single(), Does.Contain($"\"datetime\":\"{sent}\""));
    }

    [TestCase("2019-12-31", "must be an RFC 3339 date-time with an offset, or an interval")]
    [TestCase("2019-12-31/2019-02-30", "must be an RFC 3339 date-time with an offset, or an interval")]
    [TestCase("2019-12-31/2019-12-30", "must not end before it begins")]
    public void Are_days_that_there_are_in_an_interval_that_runs_on(string datetime, string rule)
    {
        var faults = new FoundFaults();

        Assert.That(CatalogueQueryRules.Read(Queries.Members($$"""{"datetime":"{{datetime}}"}"""), false, _catalogue, "t", default, faults), Is.Null);
        Assert.That(faults.Single().Rule, Does.StartWith(rule));
    }

    [TestCase("created", "\"01/02/2024\"", """{"op":"<","args":[{"property":"created"},{"date":"2025-01-01"}]}""")]
    [TestCase("updated", "\"12:30\"", """{"op":"not","args":[{"op":">","args":[{"property":"updated"},{"date":"2025-01-01"}]}]}""")]
    [TestCase("updated", "7", """{"op":"between","args":[{"property":"updated"},{"date":"2025-01-01"},{"date":"2026-01-01"}]}""")]
    [TestCase("updated", "7", """{"op":"in","args":[{"property":"updated"},[{"date":"2025-01-01"}]]}""")]
    [TestCase("datetime", "\"2024\"", """{"op":"like","args":[{"property":"datetime"},"2024%"]}""")]
    public async Task Are_not_compared_with_what_is_no_time_and_that_is_told(string property, string value, string filter)
    {
        using var files = new CatalogueFiles();
        var item = new SearchItem("odd") { Datetime = property == "datetime" ? null : "2024-01-01T00:00:00Z", More = $",\"{property}\":{value}" };
        var catalogue = await files.Write(item.ToString().Replace("\"datetime\":null,", "", StringComparison.Ordinal), new SearchItem("other").ToString()).LoadAsync();

        var pages = await catalogue.PagesAsync(catalogue.Query($$"""{"filter":{{filter}}}"""));

        Assert.That(pages.SelectMany(page => page.Unusable).Single().Identifier, Is.EqualTo("odd"));
        Assert.That(pages.SelectMany(page => page.Unusable).Single().Fault, Does.StartWith($"properties.{property} {value.Trim('"')}: must be an RFC 3339 date-time"));
    }
}
