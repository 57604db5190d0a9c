using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using OrderSaga.Catalogue;
using OrderSaga.Catalogue.Filters;
using OrderSaga.Catalogue.Items;
using OrderSaga.Catalogue.Stac;
using OrderSaga.Contracts;
using OrderSaga.Tests.Catalogue.Searches;

namespace OrderSaga.Tests.Catalogue.Stac;

/// <summary>Whatever an API or a client sends is read or told; nothing is thrown that nobody expects.</summary>
public sealed class No_answer_makes_the_reader_throw
{
    static readonly string[] Names =
    [
        "type", "id", "properties", "features", "links", "rel", "href", "method", "body", "merge", "context", "matched", "numberMatched", "assets", "data", "roles", "bbox",
        "geometry", "coordinates", "datetime", "regards:urn", "regards:model", "regards:entity_type", "file:size", "order:status", "eviction_date", "created",
        "op", "args", "property", "timestamp", "date", "interval", "\\ud800", "",
    ];

    static readonly string[] Leaves =
    [
        "null", "true", "0", "-1", "180", "1e999", "1.5", "99999999999999999999", "\"\"", "\"Feature\"", "\"next\"", "\"http://x\"", "\"POST\"", "\"GET\"", "\"\\ud800\"", "\"\\u0000\"",
        "{}", "[]", "\"URN:FEATURE:DATA:t:5b1d9c1e-3f0a-4c55-9d4e-0a1b2c3d4e5f:V1\"", "\"2024-01-01T00:00:00Z\"", "\"2024-01-01\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59.9999999-14:00\"", "\"succeeded\"", "\"data\"", "\"Point\"", "\"Polygon\"", "\"GeometryCollection\"", "\"and\"", "\"not\"", "\"=\"", "\"in\"", "\"like\"", "\"between\"",
        "\"isNull\"", "\"s_intersects\"", "\"t_during\"", "\"..\"", "\"geometry\"", "[[0,0],[1,1],[1,0],[0,0]]", "[1,2,3,4]", "\"%\"", "{\"property\":\"a\"}", "{\"property\":\"geometry\"}",
        "{\"interval\":[\"..\",\"2024-01-01\"]}", "{\"type\":\"Point\",\"coordinates\":[1,2]}",
    ];

    static Gen<string> Value(int depth) => depth == 0
        ? Gen.Elements(Leaves)
        : Gen.OneOf(
            Gen.Elements(Leaves),
            Members(depth - 1).Select(members => $"{{{string.Join(',', members)}}}"),
            Gen.Choose(0, 4).SelectMany(count => Value(depth - 1).ArrayOf(count)).Select(values => $"[{string.Join(',', values)}]"));

    static Gen<string[]> Members(int depth) =>
        Gen.Choose(0, 5).SelectMany(count => (from name in Gen.Elements(Names) from value in Value(depth) select $"\"{name}\":{value}").ArrayOf(count));

    static Arbitrary<string> Pages => (from items in Gen.Choose(0, 3).SelectMany(count => Value(4).ArrayOf(count))
                                       from more in Members(3)
                                       from cut in Gen.Choose(0, 9)
                                       select Cut($"{{\"features\":[{string.Join(',', items)}]{string.Concat(more.Select(member => "," + member))}}}", cut)).ToArbitrary();

    static Arbitrary<string> Filters => (from op in Gen.Elements("and", "or", "not", "=", "<", "between", "in", "like", "isNull", "s_intersects", "t_during")
                                         from args in Gen.Choose(0, 4).SelectMany(count => Argument.ArrayOf(count))
                                         select $"{{\"op\":\"{op}\",\"args\":[{string.Join(',', args)}]}}").ToArbitrary();

    static Gen<string> Argument => Gen.OneOf(
        Value(4), Gen.Elements("{\"property\":\"a\"}", "{\"property\":\"datetime\"}", "1", "\"x\"", "[1,2]"), Gen.Constant("{\"op\":\"isNull\",\"args\":[{\"property\":\"a\"}]}"));

    [Test]
    public void Of_a_search()
    {
        var (pages, products, links) = (0, 0, 0);
        Prop.ForAll(Pages, text =>
        {
            try
            {
                var page = StacPage.Read(Encoding.UTF8.GetBytes(text), new ItemMapping(DefaultModel: "M"));
                pages++;
                products += page.Items.Count(item => item.Product is not null);
                Assert.That(page.Items, Has.All.Matches<StacItemReading>(item => item.Product is null != (item.Fault is null)));
                if (page.Next is { } link)
                {
                    links++;
                    NextPage.OfLink(link, default);
                }
            }
            catch (Exception told) when (told is JsonException or StacFault)
            {
                // Told as the reason of a failed search.
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
        Assert.That(pages, Is.GreaterThan(1000));
    }

    [Test]
    public void Of_a_filter()
    {
        var read = 0;
        var item = JsonElement.Parse("""{"a":1,"datetime":"2024-01-01T00:00:00Z","":"x"}""");
        Prop.ForAll(Filters, text =>
        {
            var faults = new FoundFaults();
            var filter = FilterReader.Read(JsonElement.Parse(text), faults);
            Assert.That(filter is null, Is.EqualTo(faults.Count > 0), text);
            if (filter is null)
                return;
            read++;
            filter.Matches(new FilteredItem("id", null, item, () => null));
            using var search = StacClients.Of(new Uri("http://localhost:1"));
            _ = CatalogueQueryRules.Read(Queries.Members($$"""{"filter":{{text}}}"""), false, search, "t", default, faults);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
        Assert.That(read, Is.GreaterThan(20));
    }

    static string Cut(string text, int cut) => cut > 0 ? text : text[..(text.Length * 2 / 3)];
}
