using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Stac.Items;

namespace OrderSaga.Simulator.Stac.Search;

/// <summary>Keeps the selections of the last searches, as the pages of one search come one by one. Thread-safe.</summary>
sealed class Selections(IStacItems items, StacSettings settings)
{
    const int Most = 16;

    readonly Lock _gate = new();
    readonly List<(string Key, Selection Selection)> _last = [];

    public Selection Of(SearchRequest search)
    {
        lock (_gate)
        {
            var at = _last.FindIndex(kept => kept.Key == search.Key);
            if (at >= 0)
                return _last[at].Selection;
        }
        var selection = Selection.Of(search, items, settings);
        lock (_gate)
        {
            _last.Add((search.Key, selection));
            if (_last.Count > Most)
                _last.RemoveAt(0);
        }
        return selection;
    }
}
