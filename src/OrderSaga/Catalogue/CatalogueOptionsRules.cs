using Microsoft.Extensions.Options;

namespace OrderSaga.Catalogue;

/// <summary>Stops the start on a wrong value, with the key, the value and the rule.</summary>
sealed class CatalogueOptionsRules : IValidateOptions<CatalogueOptions>
{
    public ValidateOptionsResult Validate(string? name, CatalogueOptions options)
    {
        if (CatalogueProviders.Same(CatalogueProviders.Stac, options.Provider))
            return ValidateOptionsResult.Fail(Text("Provider", options.Provider, "a STAC API can't be asked yet; use File or None"));

        return CatalogueProviders.Same(CatalogueProviders.File, options.Provider) || CatalogueProviders.Same(CatalogueProviders.None, options.Provider)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(Text("Provider", options.Provider, "must be File or None"));
    }

    internal static string Text(string key, string? value, string rule) =>
        $"{CatalogueOptions.Section}:{key} '{value}': {rule}.";
}
