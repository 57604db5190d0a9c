namespace OrderSaga.Catalogue;

/// <summary>The words <c>Catalogue:Provider</c> takes, in any case.</summary>
public static class CatalogueProviders
{
    public const string File = "File";
    public const string Stac = "Stac";
    public const string None = "None";

    public static bool Same(string provider, string? text) => provider.Equals(text, StringComparison.OrdinalIgnoreCase);
}
