using System.Text.Json;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Items;

/// <summary>Where an asset can be had, for somebody who does not have the item's file.</summary>
static class ItemAddress
{
    static readonly string[] Nowhere = ["file", "javascript", "vbscript", "data"];

    /// <summary>The address that an href names: itself, or against the item's <c>self</c> link; null where it names none that others can use.</summary>
    public static string? Of(JsonElement item, string href)
    {
        if (Absolute(href) is { } own)
            return LeadsSomewhere(own) ? href.Trim() : null;
        return Self(item) is { } self && Uri.TryCreate(self, href.Trim(), out var address) && LeadsSomewhere(address) ? address.AbsoluteUri : null;
    }

    static Uri? Self(JsonElement item)
    {
        if (JsonText.Member(item, "links") is not { ValueKind: JsonValueKind.Array } links)
            return null;
        return links.EnumerateArray()
            .Where(link => JsonText.Member(link, "rel") is { } rel && JsonText.TryRead(rel, out var text) && text == "self")
            .Select(link => JsonText.Member(link, "href") is { } href && JsonText.TryRead(href, out var text) ? Absolute(text) : null)
            .FirstOrDefault(address => address is not null && LeadsSomewhere(address));
    }

    /// <summary>A path of a file system is none, though it can be read as one.</summary>
    static Uri? Absolute(string href) =>
        Uri.TryCreate(href.Trim(), UriKind.Absolute, out var address) && href.Trim().StartsWith(address.Scheme + ":", StringComparison.OrdinalIgnoreCase) ? address : null;

    static bool LeadsSomewhere(Uri address) => address.Host.Length > 0 && !Nowhere.Contains(address.Scheme, StringComparer.OrdinalIgnoreCase);
}
