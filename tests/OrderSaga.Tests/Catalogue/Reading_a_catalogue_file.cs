using System.Text;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Catalogue;
using OrderSaga.Tests.Catalogue.Searches;
using static OrderSaga.Tests.Catalogue.CatalogueFiles;

namespace OrderSaga.Tests.Catalogue;

public sealed class Reading_a_catalogue_file
{
    CatalogueFiles _files = null!;

    [SetUp]
    public void Create() => _files = new CatalogueFiles();

    [TearDown]
    public void Delete() => _files.Dispose();

    [Test]
    public async Task Takes_items_one_a_line_and_skips_blank_lines() =>
        Assert.That((await _files.Write(Item("a", Urn(1)), "", Item("b", Urn(2)), "  ").LoadAsync()).Count, Is.EqualTo(2));

    [Test]
    public async Task Takes_a_collection_on_one_line() =>
        Assert.That((await _files.Write(Collection(Item("a", Urn(1)), Item("b", Urn(2)))).LoadAsync()).Count, Is.EqualTo(2));

    [Test]
    public async Task Takes_a_collection_over_many_lines_with_a_byte_order_mark()
    {
        await File.WriteAllTextAsync(
            _files.File, $"{{\n\"features\": [\n{Item("a", Urn(1))},\n{Item("b", Urn(2))}\n],\n\"type\": \"FeatureCollection\"\n}}", new UTF8Encoding(true));

        Assert.That((await _files.LoadAsync()).Count, Is.EqualTo(2));
    }

    [Test]
    public async Task Takes_a_collection_without_items() =>
        Assert.That((await _files.Write(Collection()).LoadAsync()).Count, Is.Zero);

    [Test]
    public async Task Takes_items_larger_than_any_buffer()
    {
        var filler = $"\"note\":\"{new string('x', 300_000)}\"";
        var catalogue = await _files.Write(Collection(Item("a", Urn(1), filler), Item("b", Urn(2), filler), Item("c", Urn(3)))).LoadAsync();

        Assert.That(await catalogue.FindAsync("c", null, default), Is.TypeOf<CatalogueAnswer.Found>());
    }

    [Test]
    public async Task Loads_a_hundred_thousand_lines()
    {
        const int items = 100_000;
        await File.WriteAllLinesAsync(_files.File, Enumerable.Range(0, items).Select(number => Item($"P{number}", Urn(number))));

        var catalogue = await _files.LoadAsync();

        Assert.That(catalogue.Count, Is.EqualTo(items));
        Assert.That(await catalogue.FindAsync($"P{items - 1}", null, default), Is.TypeOf<CatalogueAnswer.Found>());
    }

    [Test]
    public async Task Loads_a_collection_of_a_hundred_thousand_items()
    {
        const int items = 100_000;
        await File.WriteAllTextAsync(_files.File, Collection([.. Enumerable.Range(0, items).Select(number => Item($"P{number}", Urn(number)))]));

        Assert.That((await _files.LoadAsync()).Count, Is.EqualTo(items));
    }

    [TestCase("""{"type":"Catalog","id":"a"}""", "line 1: the file is neither a FeatureCollection nor one STAC item a line")]
    [TestCase("""{"type":"FeatureCollection"}""", "line 1: the file is neither a FeatureCollection nor one STAC item a line")]
    [TestCase("[]", "line 1: the file is neither a FeatureCollection nor one STAC item a line")]
    [TestCase("not json", "line 1: the file is neither a FeatureCollection nor one JSON object a line")]
    [TestCase("", "the file is empty")]
    public void Refuses_what_is_no_catalogue(string line, string expected) =>
        Assert.That(Refusal(line), Does.Contain(expected));

    [TestCase("""{"type":"Feature","id":"a","properties":{"datetime":"2026-01-01T00:00:00Z","regards:urn":"nothing","regards:model":"M"}}""", "properties.regards:urn \"nothing\": must be a REGARDS URN")]
    [TestCase("""{"type":"Feature","id":"a","properties":{"datetime":"2026-01-01T00:00:00Z","regards:model":"M"}}""", "properties.regards:urn nothing: must be a text")]
    [TestCase("""{"type":"Feature","id":"a","properties":{"datetime":"2026-01-01T00:00:00Z","regards:urn":"URN:1"}}""", "properties.regards:model nothing: must be a text")]
    [TestCase("""{"type":"Feature","id":" ","properties":{"datetime":"2026-01-01T00:00:00Z","regards:urn":"URN:1","regards:model":"M"}}""", "id \" \": must be a text that is not blank")]
    [TestCase("""{"type":"Feature","id":7,"properties":{"datetime":"2026-01-01T00:00:00Z","regards:urn":"URN:1","regards:model":"M"}}""", "id 7: must be a text")]
    [TestCase("""{"type":"Catalog","id":"a","properties":{"datetime":"2026-01-01T00:00:00Z"}}""", "type \"Catalog\": a STAC item")]
    public async Task Passes_over_a_bad_item_and_tells_its_place_in_either_form(string bad, string expected)
    {
        await Passes(bad, expected);
    }

    [TestCase("\"order:status\":\"lost\"", "properties.order:status \"lost\": must be one of orderable")]
    [TestCase("\"regards:entity_type\":\"data\"", "properties.regards:entity_type \"data\": must be one of DATA, DATASET, COLLECTION")]
    [TestCase("\"file:size\":-1", "properties.file:size -1: must be a whole number of bytes")]
    [TestCase("\"file:size\":1.5", "properties.file:size 1.5: must be a whole number of bytes")]
    [TestCase("\"file:size\":\"12\"", "properties.file:size \"12\": must be a whole number of bytes")]
    [TestCase("\"order:status\":\"succeeded\",\"eviction_date\":\"soon\"", "properties.eviction_date \"soon\": must be an ISO 8601")]
    public async Task Passes_over_an_item_with_a_bad_property(string property, string expected) => await Passes(Item("bad", Urn(9), property), expected);

    [Test]
    public async Task Passes_over_assets_whose_sizes_overflow_together() => await Passes(
        Item("bad", Urn(9), assets: """{"x":{"href":"https://a.example.org","file:size":9223372036854775807},"y":{"href":"https://a.example.org","file:size":1}}"""),
        "assets.y.file:size 1: the sizes of all assets together");

    [TestCase("{", "not valid JSON")]
    [TestCase("7", "type nothing: a STAC item is an object")]
    [TestCase("[]", "type nothing: a STAC item is an object")]
    public async Task Passes_over_a_line_that_is_no_item(string line, string expected)
    {
        var warnings = new FileWarnings();

        var catalogue = await _files.Write(Item("a", Urn(1)), line, Item("b", Urn(2))).LoadAsync(logger: warnings);

        Assert.That(catalogue.Count, Is.EqualTo(2));
        Assert.That(warnings[0], Does.Contain("line 2: ").And.Contain(expected));
    }

    [Test]
    public async Task Answers_for_a_bad_item_with_its_fault()
    {
        var catalogue = await _files.Write(Item("a", Urn(1)), Item("bad", Urn(2), "\"file:size\":-1")).LoadAsync();

        Assert.That(await catalogue.FindAsync("bad", null, default), Is.TypeOf<CatalogueAnswer.Unusable>().With.Property("Fault").StartsWith("properties.file:size -1: must be"));
        var pages = await catalogue.PagesAsync(catalogue.Query("{}"));
        Assert.That(pages.Single().Products.Single().Id, Is.EqualTo("a"));
        Assert.That(pages.Single().Unusable.Single(), Is.EqualTo(new UnusableItem("bad", "properties.file:size -1: must be a whole number of bytes, 0 or more")));
    }

    [Test]
    public async Task Tells_the_first_of_many_faults_and_how_many_there_are()
    {
        var warnings = new FileWarnings();

        await _files.Write([.. Enumerable.Range(0, 50).Select(number => Item($"P{number}", Urn(number), "\"file:size\":-1"))]).LoadAsync(logger: warnings);

        Assert.That(warnings, Has.Count.EqualTo(21));
        Assert.That(warnings[^1], Does.EndWith("has 30 more faults"));
    }

    [TestCase("\"numberMatched\":250,", "", "The catalogue announced 250 items and gave 2.")]
    [TestCase("", ",\"numberMatched\":250.0", "The catalogue announced 250 items and gave 2.")]
    [TestCase("\"numberReturned\":3,", "", "The catalogue announced 3 items and gave 2.")]
    [TestCase("", ",\"numberReturned\":1", "The catalogue announced 1 items and gave 2.")]
    [TestCase("", ",\"context\":{\"limit\":2,\"matched\":9,\"returned\":2}", "The catalogue announced 9 items and gave 2.")]
    [TestCase("\"numberMatched\":2,\"context\":{\"matched\":9},", "", "The catalogue announced 9 items and gave 2.")]
    [TestCase("\"context\":{\"returned\":2},", ",\"numberReturned\":7", "The catalogue announced 7 items and gave 2.")]
    [TestCase("\"links\":[{\"rel\":\"self\",\"href\":\"a\"},{\"href\":\"b\",\"rel\":\"next\"}],", "", "The catalogue gave 2 items and a link to more.")]
    [TestCase("\"numberMatched\":2,\"links\":[{\"rel\":\"self\"}],", ",\"numberReturned\":2,\"next\":7,\"other\":{\"numberMatched\":9,\"rel\":\"next\"}", null)]
    public async Task Tells_what_a_collection_says_and_does_not_hold(string before, string behind, string? gap)
    {
        var warnings = new FileWarnings();
        var catalogue = await _files.Write($"{{\"type\":\"FeatureCollection\",{before}\"features\":[{Item("a", Urn(1))},{Item("b", Urn(2))}]{behind}}}").LoadAsync(logger: warnings);

        var page = (await catalogue.PagesAsync(catalogue.Query("{}"))).Single();

        Assert.That((page.Gap?.Text, page.Gap?.Fails ?? true, page.Products.Count), Is.EqualTo((gap, true, 2)));
        Assert.That(warnings, Has.Count.EqualTo(gap is null ? 0 : 1));
        Assert.That(await catalogue.FindAsync("b", null, default), Is.TypeOf<CatalogueAnswer.Found>());
        var answers = await catalogue.FindManyAsync(["b", "c"], null, default);
        Assert.That(answers[0], Is.TypeOf<CatalogueAnswer.Found>().With.Property("Gap").Null);
        Assert.That(answers[1], Is.EqualTo(gap is null ? new CatalogueAnswer.NotFound() : new CatalogueAnswer.Unusable(gap) { Gap = page.Gap }));
    }

    [TestCase("\"numberMatched\":3,\"numberReturned\":3", "The catalogue announced 3 items and gave 2 different ones.")]
    [TestCase("\"numberMatched\":2,\"numberReturned\":3", null)]
    [TestCase("\"numberMatched\":2,\"numberReturned\":2", "The catalogue announced 2 items and gave 3.")]
    [TestCase("\"type\":\"FeatureCollection\"", null)]
    public async Task Counts_an_item_that_stands_there_twice_once(string announced, string? gap)
    {
        var catalogue = await _files.Write($"{{{announced},\"features\":[{Item("a", Urn(1))},{Item("b", Urn(2))},{Item("a", Urn(1))}]}}").LoadAsync();

        Assert.That((await catalogue.PagesAsync(catalogue.Query("{}")))[^1].Gap?.Text, Is.EqualTo(gap));
        Assert.That(await catalogue.FindAsync("a", null, default), Is.TypeOf<CatalogueAnswer.Found>());
        Assert.That(await catalogue.FindAsync(Urn(1), null, default), Is.TypeOf<CatalogueAnswer.Found>());
    }

    [Test]
    public void Refuses_a_collection_that_is_cut_off([Values(1, 2, 40, 300)] int missing)
    {
        var whole = "{\"type\":\"FeatureCollection\",\"features\":[\n" + Item("a", Urn(1)) + ",\n" + Item("b", Urn(2)) + "]}";

        Assert.That(Refusal(whole[..^missing]), Does.Match("line [234]: not valid JSON"));
    }

    [Test]
    public void Names_key_and_value_of_a_file_that_is_not_there() =>
        Assert.That(
            async () => await _files.LoadAsync(),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains($"Catalogue:Path '{_files.File}': must name a readable file"));

    async Task Passes(string bad, string expected)
    {
        foreach (var (lines, place) in new[]
        {
            (new[] { Item("a", Urn(1)), bad, Item("b", Urn(2)) }, "line 2: "),
            ([Collection(Item("a", Urn(1)), bad, Item("b", Urn(2)))], "features[1]: "),
        })
        {
            var warnings = new FileWarnings();
            var catalogue = await _files.Write(lines).LoadAsync(logger: warnings);

            Assert.That(catalogue.Count, Is.EqualTo(2));
            Assert.That(await catalogue.FindAsync("b", null, default), Is.TypeOf<CatalogueAnswer.Found>());
            Assert.That(warnings.Single(), Does.Contain(place + expected));
        }
    }

    string Refusal(params string[] lines)
    {
        var refused = Assert.ThrowsAsync<OptionsValidationException>(async () => await _files.Write(lines).LoadAsync());
        Assert.That(refused.Message, Does.StartWith($"Catalogue:Path '{_files.File}': "));
        return refused.Message;
    }
}
