using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Catalogue.Stac;
using OrderSaga.Settings;

namespace OrderSaga.Catalogue;

/// <summary>Adds the catalogue.</summary>
public static class CatalogueWiring
{
    /// <summary>
    /// Adds <see cref="ICatalogue"/> and <see cref="ICatalogueSearch"/>, the same object, by the section <c>Catalogue</c>. A wrong value
    /// is told at once, a broken file stops the start; both with key, value and rule.
    /// </summary>
    public static IServiceCollection AddCatalogue(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings<CatalogueOptions, CatalogueRules>(configuration, CatalogueOptions.Section);

        // Chosen at use and not here: a host may still add configuration until it is built.
        services.TryAddSingleton<ICatalogue>(provider => provider.GetRequiredService<IOptions<CatalogueOptions>>().Value.Provider switch
        {
            CatalogueProvider.None => new NoCatalogue(),
            CatalogueProvider.Stac => ActivatorUtilities.CreateInstance<StacCatalogue>(
                // Items that name no model are of the one that products given in full have.
                provider, provider.GetRequiredService<IOptions<ArchiveOptions>>().Value.Model),
            _ => ActivatorUtilities.CreateInstance<FileCatalogue>(provider),
        });
        services.TryAddSingleton(provider => (ICatalogueSearch)provider.GetRequiredService<ICatalogue>());
        return services.AddHostedService<CatalogueUpkeep>();
    }
}
