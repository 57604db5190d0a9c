using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Stac;

/// <summary>Goes through the pages of one search.</summary>
sealed partial class StacSearch(StacClient client, CatalogueOptions options, ILogger logger)
{
    /// <summary>More pages than this without a new item are no search any more.</summary>
    const int MostVainPages = 100;

    /// <param name="body">The search's body.</param>
    /// <param name="from">Where to go on; null for the beginning.</param>
    /// <param name="told">Hears of each fault that is tried again; null for nobody.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>The pages; the last one, which leads nowhere, with what the API gave otherwise than it announced.</returns>
    /// <exception cref="CatalogueFailedException">The API can't be read, or does not lead on.</exception>
    public async IAsyncEnumerable<(StacPage Page, NextPage? Next, CatalogueGap? Gap)> RunAsync(
        ReadOnlyMemory<byte> body, NextPage? from, Action<StacFault>? told, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var vain = 0;
        var at = from ?? (options.Paging == StacPaging.Page ? NextPage.OfNumber(1, default) : null);
        var tally = at?.Tally ?? default;
        var items = tally.RecentItems().ToHashSet();
        do
        {
            if (at is not null)
                seen.Add(at.Fingerprint());
            var request = new StacRequest(at?.Method ?? HttpMethod.Post.Method, AddressOf(at), at?.BodyOver(body) ?? body) { Headers = at?.Headers };
            var page = await client.PageAsync(request, told, cancellation);
            var repeated = page.Items.Count(item => item.Identity is { } identity && !items.Add(identity));
            tally = tally.With(page, repeated);
            vain = repeated == page.Items.Count ? vain + 1 : 0;
            if (vain > MostVainPages)
                throw Astray($"it gave {vain} pages without {(repeated > 0 ? "a new" : "an")} item, one after the other");

            var next = NextOf(page, at, tally, isNew: vain == 0);
            if (next is not null && seen.Contains(next.Fingerprint()))
            {
                // Some APIs give a link behind the end, too.
                if (page.Items.Count > 0)
                    throw Astray("its link to the next page leads back to a page that was read");
                next = null;
            }
            var gap = next is null ? options.Gap(tally.Gap()) : null;
            if (gap is not null)
                LogGap(logger, gap.Text);
            yield return (page, next, gap);
            at = next;
        }
        while (at is not null);
    }

    NextPage? NextOf(StacPage page, NextPage? at, StacTally tally, bool isNew)
    {
        if (options.Paging == StacPaging.Page)
        {
            // An API may give less than asked for on every page; only an empty one is surely behind the end, or the last one once more.
            var ended = !isNew || page.Matched <= tally.Different;
            return ended ? null : NextPage.OfNumber(at!.NumberAfter(), tally);
        }
        if (page.Next is not { } link)
            return null;
        try
        {
            var next = NextPage.OfLink(link, tally);
            AddressOf(next);
            return next;
        }
        catch (StacFault fault)
        {
            throw Astray(fault.Message);
        }
    }

    /// <exception cref="CatalogueFailedException">It is on another host: neither the header that lets us in nor those of a link must go there.</exception>
    Uri AddressOf(NextPage? next)
    {
        if (next?.Href is null)
            return client.Search;
        if (!Uri.TryCreate(client.Search, next.Href, out var address))
            throw Astray("its link to the next page has an href that is no address");
        return address.Scheme == client.Search.Scheme && address.Authority == client.Search.Authority && address.UserInfo.Length == 0
            ? address
            : throw Astray($"its link to the next page leads to {Excerpt.Of(address.GetLeftPart(UriPartial.Authority))} and not to {client.Search.GetLeftPart(UriPartial.Authority)}");
    }

    static CatalogueFailedException Astray(string reason) => new($"The catalogue can't be read: {reason}.");

    [LoggerMessage(LogLevel.Warning, "{Gap} Its count may be an estimate, or deep pages may be cut off")]
    static partial void LogGap(ILogger logger, string gap);
}
