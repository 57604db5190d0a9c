using OrderSaga.Archive;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>All that is known of the orders of a stage, from four sides: table, history, events heard, requests the archive saw.</summary>
sealed record Account(
    IReadOnlyDictionary<Guid, Order> Orders,
    ILookup<Guid, JobHistoryEntry> History,
    ILookup<Guid, OrderStatusChanged> Events,
    ILookup<Guid, ArchiveRequest> Requests)
{
    public static async Task<Account> OfAsync(Stage stage) => new(
        (await stage.Table.AllAsync()).ToDictionary(order => order.CorrelationId),
        (await stage.Table.HistoryAsync()).ToLookup(line => line.JobId),
        stage.Events.All(),
        stage.Archive.All().ToLookup(request => request.OrderId));

    /// <summary>Where the four sides contradict each other; empty when nothing is lost, invented or told too early.</summary>
    public IReadOnlyList<string> Contradictions(IReadOnlyCollection<Guid> submitted) =>
    [
        .. submitted.Where(id => !Orders.ContainsKey(id)).Select(id => $"{id} is lost"),
        .. Orders.Keys.Except(submitted).Select(id => $"{id} was never submitted"),
        .. Requests.Where(requests => !Orders.ContainsKey(requests.Key))
            .Select(requests => $"the archive saw {requests.First().RequestId} without a stored order"),
        .. Events.Where(events => !Orders.ContainsKey(events.Key)).Select(events => $"events of {events.Key} without a stored order"),
        .. Orders.Values.SelectMany(ContradictionsOf),
    ];

    IEnumerable<string> ContradictionsOf(Order order)
    {
        var id = order.CorrelationId;
        var lines = History[id].ToList();
        var told = lines.Where((line, index) => IsTold(line, lines.Take(index))).Select((line, index) => (Sequence: index + 1, Status: line.ToStatus)).ToList();
        var heard = Events[id].Select(change => (change.Sequence, change.Status)).Distinct().Order().ToList();
        var allowed = Enumerable.Range(1, order.Attempt).Select(attempt => RequestIds.For(id, attempt)).ToList();
        var seen = Requests[id].Select(request => request.RequestId).ToHashSet();

        if (order.Finished is null)
            yield return $"{id} never ended: {order.Status}, {order.Phase}";
        if (order.InFlight || order.DispatchAt is not null || (order.Deadline is not null && order.Deadline != order.EvictionDate))
            yield return $"{id} has ended and still waits for something";
        if (!lines.Select(line => line.Entry).SequenceEqual(Enumerable.Range(1, order.Entries)))
            yield return $"{id} has {order.Entries} history lines, found {string.Join(",", lines.Select(line => line.Entry))}";
        if (told.Count != order.Sequence || told.LastOrDefault().Status != order.Status)
            yield return $"{id} is {order.Status} after {order.Sequence} changes, its history says {Text(told)}";
        if (!heard.SequenceEqual(told))
            yield return $"{id} told {Text(heard)}, its history says {Text(told)}";
        foreach (var foreign in seen.Except(allowed))
            yield return $"{id} had {order.Attempt} attempts, the archive saw {foreign}";
        foreach (var line in lines.Where(line => line.Cause == "dispatched" && !seen.Contains(line.RequestId)))
            yield return $"{id} was dispatched as {line.RequestId}, which the archive never saw";
    }

    /// <summary>Lines that are told: a status entered, or a further attempt. The first queueing of a delayed order, before anything was sent, is not.</summary>
    static bool IsTold(JobHistoryEntry line, IEnumerable<JobHistoryEntry> earlier) =>
        !line.Late && line.Cause != "dispatched"
        && (line.FromStatus != line.ToStatus
            || (line.Phase == OrderPhase.Queued && (line.Cause != "deadline" || earlier.Any(before => before.Cause == "dispatched"))));

    static string Text(IEnumerable<(int Sequence, string Status)> changes) =>
        string.Join(", ", changes.Select(change => $"{change.Sequence} {change.Status}"));
}
