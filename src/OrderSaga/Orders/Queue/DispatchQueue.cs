using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Orders.Queue;

/// <summary>
/// The orders that wait to be sent: the order table is the outbox towards the archive. A page is claimed for a while, handed
/// over, and then stamped: no row lock is held while the archive works, and what a dead dispatcher claimed is free again when
/// its claim ends.
/// </summary>
/// <remarks>
/// The window is not counted for every page, which is dear with thousands in flight: what was counted last and claimed
/// since is never less than what is in flight. It is counted again once a second, and at once when it keeps something
/// from being sent. So the window is never passed, by however many workers, and no place stays unused for long.
/// </remarks>
sealed class DispatchQueue(Database database, OwnerLimits limits)
{
    static readonly TimeSpan CountHolds = TimeSpan.FromSeconds(1);
    /// <summary>How many pages of rows are read for one; not all of them may go.</summary>
    const int Readings = 3;

    static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    static readonly TimeSpan ShortestHold = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Takes the next due orders as far as the window has places: by priority, then owner by owner in turn, then by the
    /// time they became due.
    /// </summary>
    public async Task<Claimed> ClaimAsync(Claim claim, CancellationToken cancellation)
    {
        await using var turn = await ClaimTurn.BeginAsync(database, claim, limits, cancellation);
        var waiting = await turn.LookAsync(cancellation);
        var counted = false;
        if ((claim.Now - waiting.CountedAt).Duration() >= CountHolds)
            waiting = await CountAsync();
        while (true)
        {
            var hours = await CountHoursAsync(turn, waiting, claim, cancellation);
            var page = await FillAsync(turn, waiting, claim, cancellation);
            if (page.Held && !counted)
            {
                waiting = await CountAsync();
                continue;
            }
            var orders = await turn.EndAsync(page, hours, cancellation);
            // Owners were left out when there are more than a page holds, or when some turned out to have sent enough. A page
            // of which somebody else holds every row would come again and again.
            var left = page.More || waiting.Queues.Count >= claim.Size;
            var more = (left && orders.Count > 0) || hours.Any(owner => owner.HeldUntil is not null);
            return new Claimed(InTurn(orders, page), more, page.Held);
        }

        async Task<Waiting> CountAsync()
        {
            counted = true;
            await turn.RecountAsync(cancellation);
            return await turn.LookAsync(cancellation);
        }
    }

    /// <summary>The order of the page, which an UPDATE does not return.</summary>
    static List<Order> InTurn(IEnumerable<Order> orders, FairPage page)
    {
        var places = page.Orders.Select((id, place) => (id, place)).ToDictionary(order => order.id, order => order.place);
        return [.. orders.OrderBy(order => places[order.CorrelationId])];
    }

    /// <summary>Counts the last hour of owners with an hourly quota, where the figure is old or says that nothing is left.</summary>
    static async Task<IReadOnlyCollection<OwnerUse>> CountHoursAsync(ClaimTurn turn, Waiting waiting, Claim claim, CancellationToken cancellation)
    {
        var owners = waiting.Queues.Select(queue => queue.Owner)
            .Where(owner => owner.WantsHourCounted && !(owner.HeldUntil > claim.Now)).ToHashSet();
        if (owners.Count == 0)
            return [];
        var counted = (await turn.CountHourAsync(owners, cancellation)).ToDictionary(hour => hour.Owner, StringComparer.Ordinal);
        foreach (var owner in owners)
        {
            var hour = counted[owner.Owner];
            owner.SentInHour = hour.Sent;
            var free = (hour.First ?? claim.Now) + Hour - claim.Now;
            owner.HeldUntil = owner.HasHourUsedUp ? claim.Now + Within(free) : null;
        }
        return owners;

        static TimeSpan Within(TimeSpan free) => free < ShortestHold ? ShortestHold : free > LongestHold ? LongestHold : free;
    }

    async Task<FairPage> FillAsync(ClaimTurn turn, Waiting waiting, Claim claim, CancellationToken cancellation)
    {
        var free = claim.Window - waiting.Taken;
        var page = new FairPage(claim.Size, free, limits.Share);
        var queues = waiting.Queues.Where(queue => !(queue.Owner.HeldUntil > claim.Now)).ToList();
        if (queues.RemoveAll(queue => !queue.Owner.HasPlace(limits.Share, free)) > 0)
            page.Hold();
        if (queues.Count == 0)
            return page;
        var asked = Ask(queues, free, claim.Size);
        var most = Readings * claim.Size;
        var heads = await turn.HeadsAsync(asked, most, cancellation);
        var cut = heads.Sum(head => head.Count) == most ? Enumerable.Range(0, heads.Count).Last(i => heads[i].Count > 0) : heads.Count;
        page.Fill(asked.Select((queue, i) => new Lane(queue.Queue.Priority, queue.Queue.Owner, heads[i], i >= cut || heads[i].Count == queue.Most)));
        return page;
    }

    /// <summary>How much to read of each queue: the owners of a priority alike, twice a page of them all, as some have little.</summary>
    List<(WaitingQueue Queue, int Most)> Ask(List<WaitingQueue> queues, int free, int size)
    {
        var owners = queues.CountBy(queue => queue.Priority).ToDictionary();
        return queues.ConvertAll(queue => (queue, Math.Min(
            Math.Max(1, queue.Owner.AllowanceOf(limits.Share, free)),
            Math.Min(size, ((2 * size) + owners[queue.Priority] - 1) / owners[queue.Priority]))));
    }

    /// <summary>Claims a page of at most <paramref name="Size"/> until <paramref name="Until"/>, which also tells one claim from another.</summary>
    public sealed record Claim(DateTime Now, DateTime Until, int Size, int Window);

    /// <param name="Orders">What was claimed.</param>
    /// <param name="More">More could go at once.</param>
    /// <param name="Held">Something waits for a place in the window.</param>
    public sealed record Claimed(IReadOnlyList<Order> Orders, bool More, bool Held);
}
