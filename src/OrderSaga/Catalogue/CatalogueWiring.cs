using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace OrderSaga.Catalogue;

public static class CatalogueWiring
{
    /// <summary>Adds <see cref="ICatalogue"/> by the section <c>Catalogue</c>. A wrong value, or a broken file, stops the start with key, value and rule.</summary>
    public static IServiceCollection AddCatalogue(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CatalogueOptions>, CatalogueOptionsRules>());
        services.AddOptions<CatalogueOptions>().Configure(options => Read(configuration.GetSection(CatalogueOptions.Section), options)).ValidateOnStart();

        // Chosen at use and not here: a host may still add configuration until it is built.
        services.TryAddSingleton<ICatalogue>(provider =>
            CatalogueProviders.Same(CatalogueProviders.None, provider.GetRequiredService<IOptions<CatalogueOptions>>().Value.Provider)
                ? new NoCatalogue()
                : ActivatorUtilities.CreateInstance<FileCatalogue>(provider));
        return services.AddHostedService<CatalogueUpkeep>();
    }

    static void Read(IConfigurationSection section, CatalogueOptions options)
    {
        options.Provider = section[nameof(options.Provider)] ?? options.Provider;
        options.Url = section[nameof(options.Url)];
        options.Path = section[nameof(options.Path)];
    }
}
