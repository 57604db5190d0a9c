using System.Reflection;
using System.Text.Json;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Html;

/// <summary>What all pages share: head, navigation, the resource's links and data at the foot.</summary>
sealed class Frame(IEnumerable<Section> sections, Site site)
{
    const string Service = "OrderSaga";

    static readonly string Version = typeof(Frame).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    readonly List<Section> _sections = [.. sections.OrderBy(section => section.Place)];

    /// <param name="links">Every link of the resource, as its JSON has them.</param>
    /// <param name="value">The resource as JSON; null for a page that is none or shows all of it.</param>
    public Markup Around(Page page, IReadOnlyList<Link> links, JsonElement? value) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{page.Title} · {Service}</title>
        <link rel="stylesheet" href="{site.Asset("pages.css")}" />
        <link rel="icon" href="{site.Asset("icon.svg")}" type="image/svg+xml" />
        {Markup.Each(links.Where(link => link.Rel == Relations.Alternate && link.Type != MediaType.Page), Alternate)}<script src="{site.Asset("pages.js")}" defer="defer"></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
        <a class="name" href="{site.Landing}">{Service}</a>
        <nav aria-label="Service">{Markup.Each(_sections, section => Place(section.PathOf(site), section.Title, section == page.Section))}</nav>
        </header>
        <main id="main" tabindex="-1"{LiveOf(page.Live)}>
        {PathOf(page.Path)}<div class="title"><h1>{page.Title}</h1>{page.Badge}</div>
        {page.Body}{DataOf(page, value)}{LinksOf(links)}</main>
        <footer>{Service} {Version} · all times are UTC</footer>
        </body>
        </html>

        """;

    static Markup Place(string path, string title, bool isHere) =>
        $"""<a href="{path}"{Markup.When(isHere, $" aria-current=\"true\"")}>{title}</a>""";

    static Markup Alternate(Link link) => $"""
        <link rel="alternate" href="{link.Href}" type="{link.Type}" title="{link.Title}" />

        """;

    Markup PathOf(IReadOnlyList<Link> path) => Markup.When(path.Count > 0, $"""
        <nav class="path" aria-label="Above this page">{Markup.Each(path, link => $"""{Anchor.To(site.Path(link.Href), link.Title ?? link.Href)}<span aria-hidden="true"> / </span>""")}</nav>

        """);

    static Markup LiveOf(Live? live) => live is null
        ? Markup.Empty
        : $""" data-every="{(long)live.Every.TotalMilliseconds}"{Markup.When(live.Events is not null, $" data-events=\"{live.Events}\"")}""";

    static Markup DataOf(Page page, JsonElement? value) => page.IsComplete || value is not { } data
        ? Markup.Empty
        : $"""
            <details class="data" id="data"><summary>As JSON</summary>
            <pre id="json" data-live=""><code>{JsonListing.Of(data)}</code></pre></details>

            """;

    static Markup LinksOf(IReadOnlyList<Link> links) => Markup.When(links.Count > 0, $"""
        <nav class="links" aria-label="Links of this resource"><ul>
        {Markup.Each(links, link => $"<li>{Anchor.Of(link)} <span class=\"relation\">{Word(link.Rel)}</span></li>\n")}</ul></nav>

        """);

    /// <summary>A relation's last word; OGC's own are addresses.</summary>
    static string Word(string relation) => relation[(relation.LastIndexOf('/') + 1)..];
}
