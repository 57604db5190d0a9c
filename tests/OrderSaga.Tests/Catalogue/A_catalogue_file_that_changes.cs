using NUnit.Framework;
using OrderSaga.Catalogue;
using static OrderSaga.Tests.Catalogue.CatalogueFiles;

namespace OrderSaga.Tests.Catalogue;

public sealed class A_catalogue_file_that_changes
{
    readonly FileWarnings _warnings = new();
    CatalogueFiles _files = null!;
    FileCatalogue _catalogue = null!;

    [SetUp]
    public async Task Load()
    {
        _warnings.Clear();
        _files = new CatalogueFiles();
        _catalogue = await _files.Write(Item("old", Urn(1))).LoadAsync(logger: _warnings);
    }

    [TearDown]
    public void Delete() => _files.Dispose();

    [Test]
    public async Task Replaces_the_products_as_a_whole()
    {
        _files.Write(Collection(Item("new", Urn(2)), Item("newer", Urn(3))));

        Assert.That(await _catalogue.ReloadIfChangedAsync(default), Is.True);
        Assert.That(await _catalogue.FindAsync("old", null, default), Is.TypeOf<CatalogueAnswer.NotFound>());
        Assert.That(await _catalogue.FindAsync("newer", null, default), Is.TypeOf<CatalogueAnswer.Found>());
    }

    [Test]
    public async Task Is_not_read_again_while_it_stays_as_it_is() =>
        Assert.That(await _catalogue.ReloadIfChangedAsync(default), Is.False);

    [TestCase("{\"type\":\"Feat", "line 2: the file is neither a FeatureCollection nor one JSON object a line", Description = "half of an item: it is still being written")]
    [TestCase("[", "line 2: the file is neither")]
    public async Task Keeps_the_old_products_when_it_is_cut_off_and_warns_once_with_line_and_rule(string end, string fault)
    {
        _files.Write(Item("new", Urn(2)), end);

        Assert.That(await _catalogue.ReloadIfChangedAsync(default), Is.False);
        Assert.That(await _catalogue.ReloadIfChangedAsync(default), Is.False);
        Assert.That(await _catalogue.FindAsync("old", null, default), Is.TypeOf<CatalogueAnswer.Found>());
        Assert.That(_warnings, Has.Count.EqualTo(1));
        Assert.That(_warnings[0], Does.Contain(_files.File).And.Contain(fault));
    }

    [Test]
    public async Task Passes_over_a_bad_item_and_tells_it_with_line_field_and_rule()
    {
        _files.Write(Item("new", Urn(2)), Item("bad", Urn(3), "\"file:size\":-5"), Item("newer", Urn(4)));

        Assert.That(await _catalogue.ReloadIfChangedAsync(default), Is.True);
        Assert.That(await _catalogue.FindAsync("newer", null, default), Is.TypeOf<CatalogueAnswer.Found>());
        Assert.That(_warnings.Single(), Does.Contain(_files.File).And.Contain("line 2: properties.file:size -5: must be a whole number"));
    }

    [Test]
    public async Task Is_read_again_once_it_is_mended()
    {
        _files.Write("broken");
        await _catalogue.ReloadIfChangedAsync(default);
        _files.Write(Item("new", Urn(2)));

        Assert.That(await _catalogue.ReloadIfChangedAsync(default), Is.True);
        Assert.That(await _catalogue.FindAsync("new", null, default), Is.TypeOf<CatalogueAnswer.Found>());
    }

    [Test]
    public async Task Keeps_the_old_products_when_it_vanishes()
    {
        File.Delete(_files.File);

        Assert.That(await _catalogue.ReloadIfChangedAsync(default), Is.False);
        Assert.That(await _catalogue.FindAsync("old", null, default), Is.TypeOf<CatalogueAnswer.Found>());
        Assert.That(_warnings, Has.Count.EqualTo(1));
    }
}
