using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Catalogue;
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

    [TestCase("Catalogue:Provider", "Stac", "Catalogue:Provider 'Stac': a STAC API can't be asked yet; use File or None.")]
    [TestCase("Catalogue:Provider", "Tape", "Catalogue:Provider 'Tape': must be File or None.")]
    [TestCase("Catalogue:Provider", "", "Catalogue:Provider '': must be File or None.")]
    [TestCase("Catalogue:Path", "/nowhere/at-all.json", "Catalogue:Path '/nowhere/at-all.json': must name a readable file of STAC items")]
    public void Is_stopped_by_a_wrong_value_with_key_value_and_rule(string key, string value, string expected)
    {
        using var host = Host((key, value));

        Assert.That(async () => await host.StartAsync(), Throws.TypeOf<OptionsValidationException>().With.Message.Contains(expected));
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
            Is.TypeOf<CatalogueAnswer.Found>().After(delayInMilliseconds: 20_000, pollingInterval: 50));
        await host.StopAsync();
    }

    static IHost Host(params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddCatalogue(builder.Configuration);
        return builder.Build();
    }
}
