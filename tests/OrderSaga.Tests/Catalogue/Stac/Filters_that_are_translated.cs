using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Catalogue;
using OrderSaga.Catalogue.Stac;
using OrderSaga.Contracts;
using OrderSaga.RegardsArchive;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Stac;
using OrderSaga.Tests.Catalogue.Searches;

namespace OrderSaga.Tests.Catalogue.Stac;

/// <summary>A filter means the same whoever evaluates it: the file's own evaluation, the query that an API without CQL2 gets, and CQL2 at an API.</summary>
public sealed class Filters_that_are_translated
{
    const int Products = 150;

    readonly CatalogueFiles _files = new();
    FileCatalogue _file = null!;
    StacServer _server = null!;
    StacCatalogue _query = null!;
    StacCatalogue _cql2 = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _server = await StacServer.StartAsync(new StacSettings { Products = Products, Tenant = Queries.Tenant });
        using var http = new HttpClient();
        using var all = await http.PostAsJsonAsync(new Uri(_server.Url, "search"), new { limit = Products });
        await File.WriteAllBytesAsync(_files.File, await all.Content.ReadAsByteArrayAsync());
        _file = await _files.LoadAsync();
        Assert.That(_file.Count, Is.EqualTo(Products));
        _query = Client(FilterLanguage.Query);
        _cql2 = Client(FilterLanguage.Cql2);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        _query.Dispose();
        _cql2.Dispose();
        await _server.DisposeAsync();
        _files.Dispose();
    }

    [Test]
    public void Select_the_same_products_in_the_same_order()
    {
        var (asked, found, refused) = (0, 0, 0);
        Prop.ForAll(Filters, filter =>
        {
            var expected = Ids(_file, filter);
            var faults = new FoundFaults();
            var query = CatalogueQueryRules.Read(Queries.Members($$"""{"filter":{{filter}},"sortBy":"-file:size"}"""), false, _query, Queries.Tenant, DateTime.MaxValue, faults);
            if (query is null)
            {
                refused++;
                Assert.That(faults, Has.All.Property("Field").StartsWith("filter"));
            }
            else
            {
                asked++;
                found += expected.Count is > 0 and < Products ? 1 : 0;
                Assert.That(Ids(_query, filter), Is.EqualTo(expected), filter);
            }
            Assert.That(Ids(_cql2, filter), Is.EqualTo(expected), filter);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

        // Else it would prove little.
        Assert.That(asked, Is.GreaterThan(80));
        Assert.That(found, Is.GreaterThan(40));
        Assert.That(refused, Is.GreaterThan(10));
    }

    static List<string> Ids(ICatalogueSearch search, string filter)
    {
        var query = search.Query($$"""{"filter":{{filter}},"sortBy":"-file:size"}""") with { ResolvedAt = DateTime.MaxValue };
        return [.. search.PagesAsync(query).GetAwaiter().GetResult().SelectMany(page => page.Products).Select(product => product.Id)];
    }

    StacCatalogue Client(FilterLanguage language) => new(
        Options.Create(new CatalogueOptions { Provider = CatalogueProvider.Stac, Url = _server.Url.ToString(), FilterLanguage = language, PageSize = 100, Retries = 0 }),
        new PatchRules(Options.Create(new RegardsOptions())), "LTA_PRODUCT", TimeProvider.System, NullLogger<StacCatalogue>.Instance);

    static readonly string[] Texts = ["platform", "product:type", "processing:level", "sat:orbit_state", "regards:model", "nothing"];
    static readonly string[] Values = ["sentinel-1a", "sentinel-2b", "S2MSI2A", "IW_SLC__1S", "L1", "L2A", "ascending", "S1_PRODUCT", "m", "", "2015-01-01"];
    static readonly string[] Patterns = ["sentinel-%", "%a", "%1%", "S2MSI2A", "L_", "%", "S%1%", "IW\\_%"];
    static readonly string[] Times = ["datetime", "start_datetime", "end_datetime", "created", "eviction_date"];
    static readonly string[] Comparisons = ["=", "<>", "<", "<=", ">", ">="];

    // 150 products at 30 seconds are an hour and a quarter.
    static Gen<string> Time => Gen.Choose(0, 170).Select(i => new DateTime(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds((i * 30) - 300).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    static Gen<string> Number => Gen.OneOf(Gen.Choose(0, 180), Gen.Choose(0, 2000).Select(n => n * 10_000_000)).Select(n => n.ToString(CultureInfo.InvariantCulture));

    static Gen<string> NumberProperty => Gen.Elements("eo:cloud_cover", "sat:relative_orbit", "file:size", "platform");

    static Gen<string> Leaf => Gen.OneOf(
        from op in Gen.Elements(Comparisons) from p in NumberProperty from n in Number select Op(op, Property(p), n),
        from op in Gen.Elements(Comparisons) from p in NumberProperty from n in Number select Op(op, n, Property(p)),
        from op in Gen.Elements(Comparisons) from p in Gen.Elements(Texts) from t in Gen.Elements(Values) select Op(op, Property(p), $"\"{t}\""),
        from op in Gen.Elements(Comparisons)
        from p in Gen.Elements(Times)
        from t in Time
        from plain in Gen.Elements(true, false)
        select Op(op, Property(p), plain ? $"\"{t}\"" : $$"""{"timestamp":"{{t}}"}"""),
        from p in NumberProperty from low in Number from high in Number select Op("between", Property(p), low, high),
        from p in Gen.Elements(Texts) from values in Gen.Elements(Values).NonEmptyListOf() select Op("in", Property(p), $"[{string.Join(',', values.Select(v => $"\"{v}\""))}]"),
        from p in Gen.Elements(Texts) from pattern in Gen.Elements(Patterns) select Op("like", Property(p), JsonSerializer.Serialize(pattern)),
        from a in Time from b in Time from open in Gen.Choose(0, 5) select During(a, b, open),
        from area in Area select Op("s_intersects", Property("geometry"), area),
        Gen.Elements("s1-product", "s2-product", "none").Select(c => Op("=", Property("collection"), $"\"{c}\"")));

    static string During(string a, string b, int open)
    {
        var (first, last) = string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);
        if (first == last)
            last = "..";
        var times = open switch { 0 => ("..", last == ".." ? first : last), 1 => (first, ".."), _ => (first, last) };
        var what = open % 2 == 0 ? Property("datetime") : $$"""{"interval":[{{Property("start_datetime")}},{{Property("end_datetime")}}]}""";
        return Op("t_during", what, $$"""{"interval":["{{times.Item1}}","{{times.Item2}}"]}""");
    }

    // Off the grid that the footprints lie on: whether borders that only touch meet is a matter of rounding.
    static Gen<double> Longitude => Gen.Choose(-179, 179).Select(n => n + 0.00005);

    static Gen<double> Latitude => Gen.Choose(-89, 89).Select(n => n + 0.00003);

    static Gen<string> Place => from x in Longitude from y in Latitude select Json(x, y);

    static Gen<string> Area => Gen.OneOf(
        Place.Select(place => $$"""{"type":"Point","coordinates":{{place}}}"""),
        from a in Place from b in Place from c in Place select $$"""{"type":"LineString","coordinates":[{{a}},{{b}},{{c}}]}""",
        from a in Place from b in Place from c in Place select Polygon(a, b, c),
        from x in Longitude from y in Latitude from w in Gen.Choose(1, 60) select Polygon(Json(x, y), Json(Math.Min(179.9, x + w), y), Json(Math.Min(179.9, x + w), Math.Min(89.9, y + w)), Json(x, Math.Min(89.9, y + w))),
        from w in Longitude from e in Longitude from s in Latitude from n in Latitude select $$"""{"bbox":[{{Text(w)}},{{Text(Math.Min(s, n))}},{{Text(e)}},{{Text(Math.Max(s, n))}}]}""");

    static string Polygon(params string[] places) => $$"""{"type":"Polygon","coordinates":[[{{string.Join(',', places)}},{{places[0]}}]]}""";

    static Gen<string> Tree(int depth) => depth == 0
        ? Leaf
        : Gen.Frequency(
            (6, Leaf),
            (6, Tree(depth - 1).ListOf().Where(parts => parts.Count is > 0 and < 5).Select(parts => Op("and", [.. parts]))),
            (1, Tree(depth - 1).ListOf().Where(parts => parts.Count is > 0 and < 4).Select(parts => Op("or", [.. parts]))),
            (1, Tree(depth - 1).Select(part => Op("not", part))),
            (1, Gen.Elements(Texts).Select(p => Op("isNull", Property(p)))));

    static Arbitrary<string> Filters => Tree(2).ToArbitrary();

    static string Op(string op, params string[] args) => $$"""{"op":"{{op}}","args":[{{string.Join(',', args)}}]}""";

    static string Property(string name) => $$"""{"property":"{{name}}"}""";

    static string Json(double x, double y) => $"[{Text(x)},{Text(y)}]";

    static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
