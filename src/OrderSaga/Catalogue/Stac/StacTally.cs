using System.Globalization;
using System.Runtime.InteropServices;

namespace OrderSaga.Catalogue.Stac;

/// <summary>What the pages of a search gave so far, against what they announced. Kept with the place where the search goes on.</summary>
/// <param name="Read">Items given.</param>
/// <param name="Repeated">Those of them that were given before.</param>
/// <param name="Most">The largest number that a page said there were in all; null when none did. A catalogue may grow or shrink while it is read.</param>
/// <param name="Odd">The first page that held another number of items than it said; null when none did.</param>
/// <param name="Recent">Which items were given last, in base64: some that come again behind a restart are known by it.</param>
readonly record struct StacTally(long Read = 0, long Repeated = 0, long? Most = null, string? Odd = null, string? Recent = null)
{
    /// <summary>What comes again does so behind the edge of a page, as items before it came or went.</summary>
    const int MostRecent = 256;

    /// <summary>The <see cref="StacItemReading.Identity"/> of items given last.</summary>
    public IEnumerable<ulong> RecentItems() => MemoryMarshal.Cast<byte, ulong>(Convert.FromBase64String(Recent ?? "")).ToArray();

    public StacTally With(StacPage page, int repeated) => new(
        Read + page.Items.Count,
        Repeated + repeated,
        page.Matched is null || page.Matched < Most ? Most ?? page.Matched : page.Matched,
        Odd ?? (page.WrongCount is { } said ? string.Create(CultureInfo.InvariantCulture, $"announced {said} items on a page and gave {page.Items.Count}") : null),
        Convert.ToBase64String(MemoryMarshal.AsBytes<ulong>(RecentItems().Concat(page.Items.Select(item => item.Identity).OfType<ulong>()).TakeLast(MostRecent).ToArray())));

    /// <summary>Items given, each once.</summary>
    public long Different => Read - Repeated;

    /// <summary>What does not agree, now that there are no more pages; the sentence goes on from "The catalogue". Null when all does.</summary>
    public string? Gap() => Most is { } most && Different != most
        ? string.Create(CultureInfo.InvariantCulture, $"announced {most} items and gave {Different}{(Repeated > 0 ? " different ones" : "")}")
        : Odd;
}
