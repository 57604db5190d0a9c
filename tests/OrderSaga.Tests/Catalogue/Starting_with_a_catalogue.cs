using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Archive;
using OrderSaga.Catalogue;
using OrderSaga.Catalogue.Stac;
using OrderSaga.RegardsArchive;
using static OrderSaga.Tests.Catalogue.CatalogueFiles;

namespace OrderSaga.Tests.Catalogue;

public sealed class Starting_with_a_catalogue
{
    [Test]
    public async Task Holds_the_sample_when_nothing_is_configured()
    {
        using var host = Host();
        await host.StartAsync();

        var catalogue = host.Services.GetRequiredService<ICatalogue>();

        Assert.That(catalogue, Is.TypeOf<FileCatalogue>().With.Property(nameof(FileCatalogue.Count)).GreaterThanOrEqualTo(50));
        await host.StopAsync();
    }

    [TestCase("None")]
    [TestCase("none")]
    public async Task Knows_no_product_with_provider_None(string provider)
    {
        using var host = Host(("Catalogue:Provider", provider));
        await host.StartAsync();

        Assert.That(host.Services.GetRequiredService<ICatalogue>(), Is.TypeOf<NoCatalogue>());
        await host.StopAsync();
    }

    [Test]
    public void Asks_a_STAC_API_with_provider_Stac()
    {
        using var host = Host(("Catalogue:Provider", "stac"), ("Catalogue:Url", "https://stac.example.org/v1"));

        Assert.That(host.Services.GetRequiredService<ICatalogue>(), Is.TypeOf<StacCatalogue>());
        Assert.That(host.Services.GetRequiredService<ICatalogueSearch>(), Is.SameAs(host.Services.GetRequiredService<ICatalogue>()));
    }

    [Test]
    public void Is_stopped_by_a_file_that_is_not_there()
    {
        using var host = Host(("Catalogue:Path", "/nowhere/at-all.json"));

        Assert.That(
            async () => await host.StartAsync(),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("Catalogue:Path '/nowhere/at-all.json': must name a readable file of STAC items"));
    }

    [TestCase("Provider", "Tape", "Catalogue:Provider 'Tape': must be File or Stac or None.")]
    [TestCase("Provider", "Stac", "Catalogue:Url '': must be the http or https address of a STAC API's landing page.")]
    [TestCase("PublicUrl", "stac.example.org", "Catalogue:PublicUrl 'stac.example.org': must be the http or https address of the catalogue as clients see it.")]
    [TestCase("PublicUrl", "https://stac.example.org/?a", "Catalogue:PublicUrl 'https://stac.example.org/?a': must have neither query nor fragment.")]
    [TestCase("AuthorizationHeader", "X Key", "Catalogue:AuthorizationHeader 'X Key': must be the name of an HTTP header.")]
    [TestCase("PageSize", "0", "Catalogue:PageSize '0': must be from 1 to 10000.")]
    [TestCase("LookUpSize", "1001", "Catalogue:LookUpSize '1001': must be from 1 to 1000.")]
    [TestCase("MaxResponseBytes", "1", "Catalogue:MaxResponseBytes '1': must be from 65536 to 1073741824.")]
    [TestCase("Timeout", "02:00:00", "Catalogue:Timeout '02:00:00': must be a time span from")]
    [TestCase("LookUpTimeout", "00:00:00", "Catalogue:LookUpTimeout '00:00:00': must be a time span from")]
    [TestCase("Retries", "-1", "Catalogue:Retries '-1': must be from 0 to 100.")]
    [TestCase("FirstPause", "00:00:00", "Catalogue:FirstPause '00:00:00': must be a time span from")]
    [TestCase("LongestPause", "00:00:00.5", "Catalogue:LongestPause '00:00:00.5000000': must be a time span from 00:00:01 to")]
    [TestCase("FilterLanguage", "Sql", "Catalogue:FilterLanguage 'Sql': must be Query or Cql2.")]
    [TestCase("Dialect", "French", "Catalogue:Dialect 'French': must be Standard or Regards.")]
    [TestCase("Paging", "Scroll", "Catalogue:Paging 'Scroll': must be Link or Page.")]
    [TestCase("Adress", "x", "Catalogue:Adress 'x': is no setting; there are AskCreated, AssetsAreOnline,")]
    public void Is_stopped_by_a_wrong_value_with_key_value_and_rule(string key, string value, string expected) =>
        Assert.That(() => Host(("Catalogue:" + key, value)), Throws.TypeOf<OptionsValidationException>().With.Message.Contains(expected));

    [TestCase("ftp://stac.example.org", "Catalogue:Url 'ftp://stac.example.org': must be the http or https address")]
    [TestCase("stac.example.org/v1", "Catalogue:Url 'stac.example.org/v1': must be the http or https address")]
    [TestCase("https://stac.example.org/v1?f=json", "Catalogue:Url 'https://stac.example.org/v1?f=json': must have neither query nor fragment.")]
    public void Is_stopped_by_a_wrong_address(string url, string expected) =>
        Assert.That(() => Host(("Catalogue:Provider", "Stac"), ("Catalogue:Url", url)), Throws.TypeOf<OptionsValidationException>().With.Message.Contains(expected));

    [Test]
    public void Never_tells_a_secret_that_is_in_a_wrong_place()
    {
        var inAddress = Assert.Throws<OptionsValidationException>(() => Host(("Catalogue:Provider", "Stac"), ("Catalogue:Url", "https://me:s3cret@stac.example.org/v1?x")))!;
        var inHeader = Assert.Throws<OptionsValidationException>(() => Host(("Catalogue:Authorization", "Bearer s3cret\u0001")))!;

        Assert.That(inAddress.Message, Does.Contain("must hold no user or password").And.Not.Contain("s3cret"));
        Assert.That(inHeader.Message, Does.Contain("Catalogue:Authorization '…'").And.Not.Contain("s3cret"));
    }

    [Test]
    public async Task Follows_the_file_while_it_runs()
    {
        using var files = new CatalogueFiles().Write(Item("old", Urn(1)));
        using var host = Host(("Catalogue:Path", files.File));
        await host.StartAsync();
        var catalogue = host.Services.GetRequiredService<ICatalogue>();
        Assert.That(await catalogue.FindAsync("old", null, default), Is.TypeOf<CatalogueAnswer.Found>());

        files.Write(Item("new", Urn(2)), Item("newer", Urn(3)));

        Assert.That(
            async () => await catalogue.FindAsync("new", null, default),
            Is.TypeOf<CatalogueAnswer.Found>().After(Until.Longest, 50));
        await host.StopAsync();
    }

    static IHost Host(params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton<IArchiveRules>(new PatchRules(Options.Create(new RegardsOptions())));
        builder.Services.AddCatalogue(builder.Configuration);
        return builder.Build();
    }
}
