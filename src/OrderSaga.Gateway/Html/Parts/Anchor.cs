using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Html.Parts;

/// <summary>Links.</summary>
static class Anchor
{
    /// <summary>A link within the service.</summary>
    public static Markup To(string path, string text) => $"""<a href="{path}">{text}</a>""";

    /// <summary>An address from outside: a link if it leads to the web, else the text alone, as <c>javascript:</c> is an address too.</summary>
    public static Markup Outside(string address) =>
        IsWeb(address) ? (Markup)$"""<a href="{address}" rel="noopener noreferrer">{address}</a>""" : $"{address}";

    /// <summary>A link of a resource, told by its title.</summary>
    public static Markup Of(Link link) =>
        $"""<a href="{link.Href}" rel="{link.Rel}"{Markup.When(link.Type is not null, $""" type="{link.Type}" """)}>{link.Title ?? link.Href}</a>""";

    public static bool IsWeb(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}

/// <summary>Identifiers and other words for programs.</summary>
static class Code
{
    /// <summary>Null for none.</summary>
    public static Markup? Of(string? text) => text is null ? null : (Markup)$"<code>{text}</code>";
}
