using System.Globalization;

namespace OrderSaga.Catalogue.Stac;

/// <summary>What the pages of a search gave so far, against what they announced. Kept with the place where the search goes on.</summary>
/// <param name="Read">Items given.</param>
/// <param name="Repeated">Those of them that were given before.</param>
/// <param name="Least">The smallest number that a page said there were in all; null when none did.</param>
/// <param name="Most">The largest; a catalogue that grows or shrinks while it is read is between the two.</param>
/// <param name="Odd">The first page that held another number of items than it said; null when none did.</param>
readonly record struct StacTally(long Read = 0, long Repeated = 0, long? Least = null, long? Most = null, string? Odd = null)
{
    public StacTally With(StacPage page, int repeated) => new(
        Read + page.Items.Count,
        Repeated + repeated,
        page.Matched is null || page.Matched > Least ? Least ?? page.Matched : page.Matched,
        page.Matched is null || page.Matched < Most ? Most ?? page.Matched : page.Matched,
        Odd ?? (page.Returned is { } said && said != page.Items.Count
            ? string.Create(CultureInfo.InvariantCulture, $"announced {said} items on a page and gave {page.Items.Count}") : null));

    /// <summary>What does not agree, now that there are no more pages; the sentence goes on from "The catalogue". Null when all does.</summary>
    public string? Gap() => (Read - Repeated) switch
    {
        var different when different < Least => string.Create(CultureInfo.InvariantCulture, $"announced {Least} items and gave {different}{(Repeated > 0 ? " different ones" : "")}"),
        var different when different > Most => string.Create(CultureInfo.InvariantCulture, $"announced {Most} items and gave {different}"),
        _ => Odd,
    };
}
