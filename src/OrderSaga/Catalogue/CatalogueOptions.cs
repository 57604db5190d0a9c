namespace OrderSaga.Catalogue;

/// <summary>Configuration section <c>Catalogue</c>.</summary>
public sealed class CatalogueOptions
{
    public const string Section = "Catalogue";

    /// <summary><c>File</c> (default) or <c>None</c>. Text, so that a wrong word is refused with the rule and not by the binder.</summary>
    public string Provider { get; set; } = CatalogueProviders.File;

    /// <summary>Address of a STAC API, for provider <c>Stac</c>.</summary>
    public string? Url { get; set; }

    /// <summary>A STAC ItemCollection, or STAC items one a line; empty for the shipped sample.</summary>
    public string? Path { get; set; }
}
