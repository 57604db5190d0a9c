using System.Text;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Catalogue;
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

    [TestCase("""{"type":"Feature","id":"a","properties":{"regards:urn":"nothing","regards:model":"M"}}""", "line 1: properties.regards:urn \"nothing\": must be a REGARDS URN")]
    [TestCase("""{"type":"Feature","id":"a","properties":{"regards:model":"M"}}""", "line 1: properties.regards:urn nothing: must be a text")]
    [TestCase("""{"type":"Feature","id":"a","properties":{"regards:urn":"URN:1"}}""", "line 1: properties.regards:model nothing: must be a text")]
    [TestCase("""{"type":"Feature","id":" ","properties":{"regards:urn":"URN:1","regards:model":"M"}}""", "line 1: id \" \": must be a text that is not blank")]
    [TestCase("""{"type":"Feature","id":7,"properties":{"regards:urn":"URN:1","regards:model":"M"}}""", "line 1: id 7: must be a text")]
    [TestCase("""{"type":"Feature","id":"a"}""", "line 1: properties nothing: must be an object")]
    [TestCase("""{"type":"Catalog","id":"a"}""", "line 1: type \"Catalog\": a STAC item")]
    [TestCase("""{"type":"FeatureCollection"}""", "line 1: type \"FeatureCollection\": a STAC item")]
    [TestCase("[]", "line 1: type nothing: a STAC item")]
    [TestCase("not json", "line 1: the file is neither a FeatureCollection nor one JSON object a line")]
    [TestCase("", "the file is empty")]
    public void Names_line_field_value_and_rule_of_a_fault(string line, string expected) =>
        Assert.That(Refusal(line), Does.Contain(expected));

    [TestCase("\"order:status\":\"lost\"", "properties.order:status \"lost\": must be one of orderable")]
    [TestCase("\"regards:entity_type\":\"data\"", "properties.regards:entity_type \"data\": must be one of DATA, DATASET, COLLECTION")]
    [TestCase("\"file:size\":-1", "properties.file:size -1: must be a whole number of bytes")]
    [TestCase("\"file:size\":\"12\"", "properties.file:size \"12\": must be a whole number of bytes")]
    [TestCase("\"order:status\":\"succeeded\",\"eviction_date\":\"soon\"", "properties.eviction_date \"soon\": must be an ISO 8601")]
    public void Names_the_property_at_fault_in_either_form(string property, string expected)
    {
        Assert.That(Refusal(Item("a", Urn(1)), Item("b", Urn(2), property)), Does.Contain("line 2: " + expected));
        Assert.That(Refusal(Collection(Item("a", Urn(1)), Item("b", Urn(2), property))), Does.Contain("features[1]: " + expected));
    }

    [Test]
    public void Refuses_assets_whose_sizes_overflow_together() => Assert.That(
        Refusal(Item("a", Urn(1), assets: """{"x":{"href":"https://a.example.org","file:size":9223372036854775807},"y":{"href":"https://a.example.org","file:size":1}}""")),
        Does.Contain("line 1: assets.y.file:size 1: the sizes of all assets together"));

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

    string Refusal(params string[] lines)
    {
        var refused = Assert.ThrowsAsync<OptionsValidationException>(async () => await _files.Write(lines).LoadAsync());
        Assert.That(refused.Message, Does.StartWith($"Catalogue:Path '{_files.File}': "));
        return refused.Message;
    }
}
