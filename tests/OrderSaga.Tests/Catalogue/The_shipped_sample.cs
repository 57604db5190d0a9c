using System.Text.RegularExpressions;
using NUnit.Framework;
using OrderSaga.Catalogue;
using OrderSaga.Catalogue.Files;
using OrderSaga.Catalogue.Items;

namespace OrderSaga.Tests.Catalogue;

public sealed partial class The_shipped_sample
{
    List<CatalogueProduct> _products = null!;
    FileCatalogue _catalogue = null!;

    [OneTimeSetUp]
    public async Task Read()
    {
        _catalogue = CatalogueFiles.Catalogue(path: null);
        await _catalogue.LoadAsync(CancellationToken.None);

        _products = await new StacFile(() => typeof(FileCatalogue).Assembly.GetManifestResourceStream("sample-catalogue.json")!, new ItemMapping())
            .ReadAsync().Select(item => item.Product!).ToListAsync();
    }

    [Test]
    public void Is_what_a_catalogue_without_a_path_holds() =>
        Assert.That(_catalogue.Count, Is.EqualTo(_products.Count).And.GreaterThanOrEqualTo(50));

    [Test]
    public void Names_each_product_once() => Assert.Multiple(() =>
    {
        Assert.That(_products.Select(product => product.Id), Is.Unique);
        Assert.That(_products.Select(product => product.Urn), Is.Unique);
    });

    [Test]
    public void Has_urns_of_the_strict_form() =>
        Assert.That(_products.Select(product => product.Urn), Has.All.Matches<string>(urn => StrictUrn().IsMatch(urn)));

    [Test]
    public void Has_ids_that_REGARDS_takes() =>
        Assert.That(_products.Select(product => product.Id.Length), Has.All.LessThanOrEqualTo(100));

    [Test]
    public void Covers_the_missions_with_sizes() => Assert.Multiple(() =>
    {
        Assert.That(_products.Select(product => product.Model).Distinct(), Is.EquivalentTo(["S1_PRODUCT", "S2_PRODUCT", "S3_PRODUCT", "S5P_PRODUCT"]));
        Assert.That(_products.Select(product => product.Size), Has.All.GreaterThan(0));
    });

    [Test]
    public void Has_a_few_products_online_with_link_and_eviction_date_and_the_rest_offline()
    {
        var online = _products.Where(product => product.Online).ToList();

        Assert.That(online, Has.Count.InRange(3, _products.Count / 5));
        Assert.That(online, Has.All.Matches<CatalogueProduct>(product =>
            product is { Href: not null, EvictionDate.Kind: DateTimeKind.Utc } && product.EvictionDate > DateTime.UtcNow));
        Assert.That(_products.Except(online), Has.All.Matches<CatalogueProduct>(product => product is { Href: null, EvictionDate: null }));
    }

    [Test]
    public async Task Finds_each_of_its_products_by_id_and_by_urn()
    {
        foreach (var product in _products)
        {
            Assert.That(await _catalogue.FindAsync(product.Id, null, default), Is.EqualTo(new CatalogueAnswer.Found(product)));
            Assert.That(await _catalogue.FindAsync(product.Urn, "lta-sandbox", default), Is.EqualTo(new CatalogueAnswer.Found(product)));
        }
    }

    [GeneratedRegex("^URN:FEATURE:DATA:lta-sandbox:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:V1$")]
    private static partial Regex StrictUrn();
}
