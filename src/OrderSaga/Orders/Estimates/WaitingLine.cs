namespace OrderSaga.Orders.Estimates;

/// <summary>A place in a queue: due since, then the order's id.</summary>
/// <param name="DispatchAt">Since when it is due, UTC.</param>
/// <param name="Id">The order.</param>
/// <param name="Number">How many stand up to here, this one with them.</param>
readonly record struct Mark(DateTime DispatchAt, Guid Id, long Number) : IComparable<Mark>
{
    public int CompareTo(Mark other) =>
        DispatchAt.CompareTo(other.DispatchAt) is var byTime and not 0 ? byTime : Id.CompareTo(other.Id);
}

/// <summary>One owner's queue in one priority, by marks: each order's place when it is short, every so-manieth when it is long.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Marks">In the order of the queue, the last one is its end.</param>
sealed record OwnerQueue(string Owner, IReadOnlyList<Mark> Marks)
{
    public long Count => Marks[^1].Number;

    /// <summary>The place in the queue of an order, from 1; exact where each has a mark, else the middle between two.</summary>
    public long PlaceOf(DateTime dispatchAt, Guid id)
    {
        var (low, high) = (0, Marks.Count);
        var sought = new Mark(dispatchAt, id, 0);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Marks[middle].CompareTo(sought) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == Marks.Count)
            return Count + 1;
        var before = low == 0 ? 0 : Marks[low - 1].Number;
        return Marks[low].CompareTo(sought) == 0 ? Marks[low].Number : before + ((Marks[low].Number - before + 1) / 2);
    }
}

/// <summary>The owners that wait in one priority. They are sent one order each in turn.</summary>
sealed class PriorityLine
{
    /// <summary>With more owners than this, those before an order in its round are told by their share of all.</summary>
    const int FewOwners = 200;

    readonly IReadOnlyList<OwnerQueue> _turns;
    readonly Dictionary<string, int> _turnOf;
    readonly long[] _lengths;
    readonly long[] _sums;

    /// <param name="priority">1 to 100.</param>
    /// <param name="owners">The one first whose turn is next.</param>
    public PriorityLine(int priority, IReadOnlyList<OwnerQueue> owners)
    {
        Priority = priority;
        _turns = owners;
        _turnOf = owners.Select((queue, turn) => (queue.Owner, turn)).ToDictionary(owner => owner.Owner, owner => owner.turn, StringComparer.Ordinal);
        _lengths = [.. owners.Select(owner => owner.Count).Order()];
        _sums = new long[_lengths.Length + 1];
        for (var i = 0; i < _lengths.Length; i++)
            _sums[i + 1] = _sums[i] + _lengths[i];
    }

    public int Priority { get; }
    public long Count => _sums[^1];

    public OwnerQueue? Of(string owner) => _turnOf.TryGetValue(owner, out var turn) ? _turns[turn] : null;

    /// <summary>How many of this priority go before the owner's order at <paramref name="place"/>, from 1: all rounds before its own, and those ahead in it.</summary>
    public long AheadOf(string owner, long place)
    {
        var rounds = place - 1;
        // Owners with fewer orders than rounds give all they have, the others one a round.
        var shorter = CountUpTo(rounds);
        var longer = _lengths.Length - shorter;
        var before = _sums[shorter] + (longer * rounds);
        if (!_turnOf.TryGetValue(owner, out var turn))
            return before;
        return before + (_turns.Count > FewOwners
            ? (long)longer * turn / _turns.Count
            : _turns.Take(turn).Count(queue => queue.Count > rounds));
    }

    /// <summary>The number of owners with at most that many orders.</summary>
    int CountUpTo(long length)
    {
        var (low, high) = (0, _lengths.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_lengths[middle] <= length)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

/// <summary>All that waits, as it was a moment ago.</summary>
sealed class WaitingLine
{
    readonly SortedDictionary<int, (PriorityLine Queue, long Above)> _priorities = [];

    public WaitingLine(IEnumerable<PriorityLine> priorities)
    {
        var above = 0L;
        foreach (var queue in priorities.OrderByDescending(queue => queue.Priority))
        {
            _priorities.Add(queue.Priority, (queue, above));
            above += queue.Count;
        }
        Count = above;
    }

    public static WaitingLine Empty { get; } = new([]);

    public long Count { get; }

    /// <summary>The place in the line of an order due at <paramref name="dispatchAt"/>, from 1.</summary>
    public long PositionOf(int priority, string owner, DateTime dispatchAt, Guid id)
    {
        if (!_priorities.TryGetValue(priority, out var found))
            return _priorities.Where(other => other.Key > priority).Sum(other => other.Value.Queue.Count) + 1;
        var place = found.Queue.Of(owner)?.PlaceOf(dispatchAt, id) ?? 1;
        return found.Above + found.Queue.AheadOf(owner, place) + 1;
    }
}
