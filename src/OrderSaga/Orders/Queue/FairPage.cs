namespace OrderSaga.Orders.Queue;

/// <summary>The due orders of one owner in one priority, as far as they were read.</summary>
/// <param name="Priority">1 to 100.</param>
/// <param name="Owner">Shared by all lanes of the owner.</param>
/// <param name="Orders">In the order of their becoming due.</param>
/// <param name="HasMore">There may be more than was read.</param>
sealed record Lane(int Priority, OwnerUse Owner, IReadOnlyList<Guid> Orders, bool HasMore);

/// <summary>
/// Fills a page fairly: the highest priority first, in it the owners one order each in turn, as long as their limits and
/// their share of the window allow.
/// </summary>
/// <param name="size">Most orders in the page.</param>
/// <param name="free">Places left in the window.</param>
/// <param name="share">What part of the window one owner may fill.</param>
sealed class FairPage(int size, int free, WindowShare share)
{
    readonly List<Guid> _orders = [];
    int _free = free;

    public IReadOnlyList<Guid> Orders => _orders;

    /// <summary>The owner whose order is the last of the page; the next page begins behind it.</summary>
    public string? Turn { get; private set; }

    /// <summary>There is more that could go at once.</summary>
    public bool More { get; private set; }

    /// <summary>Something waits for a place that is taken.</summary>
    public bool Held { get; private set; } = free <= 0;

    public void Hold() => Held = true;

    /// <param name="lanes">The highest priority first, in it the owner whose turn it is.</param>
    public void Fill(IEnumerable<Lane> lanes)
    {
        foreach (var level in lanes.GroupBy(lane => lane.Priority))
        {
            if (!FillFrom([.. level]))
                return;
        }
    }

    /// <returns>Whether the next lower priority may follow.</returns>
    bool FillFrom(List<Lane> lanes)
    {
        var taken = true;
        for (var round = 0; taken; round++)
        {
            taken = false;
            foreach (var lane in lanes)
            {
                if (round >= lane.Orders.Count || lane.Owner.HasHourUsedUp)
                    continue;
                if (_orders.Count == size)
                {
                    More = true;
                    return false;
                }
                if (!lane.Owner.HasPlace(share, _free))
                {
                    Held = true;
                    continue;
                }
                Take(lane.Orders[round], lane.Owner);
                taken = true;
            }
        }
        var unread = lanes.FindAll(lane => lane.HasMore && !lane.Owner.HasHourUsedUp);
        // What was not read goes before everything of lower priority.
        More = unread.Exists(lane => lane.Owner.HasPlace(share, _free));
        Held |= unread.Count > 0 && !More;
        return !More;
    }

    void Take(Guid order, OwnerUse owner)
    {
        owner.Take();
        _orders.Add(order);
        _free--;
        Turn = owner.Owner;
    }
}
