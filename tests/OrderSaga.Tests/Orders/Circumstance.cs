using OrderSaga.Archive;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Orders;

/// <summary>Settings and a kind of order under which the table is run whole.</summary>
public sealed class Circumstance
{
    readonly string _name;
    readonly TextTable _differing;

    Circumstance(string name, TextTable differing)
    {
        _name = name;
        _differing = differing;
    }

    internal Action<RegardsOptions> Settings { get; private init; } = _ => { };
    bool HasFiles { get; init; }
    bool Last { get; init; }
    bool Twice { get; init; }
    TimeSpan Completion { get; init; } = new RegardsOptions().CompletionTimeout;

    public static IReadOnlyList<Circumstance> All { get; } =
    [
        new("a plain patch", OrderTable.Plain),
        new("a patch with files, done by the notice", OrderTable.Files) { HasFiles = true },
        new("a patch with files, done by quiet", OrderTable.QuietFiles)
        {
            HasFiles = true,
            Settings = regards => regards.FilePatchCompletion = FilePatchCompletion.Quiet,
            Completion = new RegardsOptions().FilePatchQuiet,
        },
        new("errors retried", OrderTable.RetriedErrors) { Settings = regards => regards.RetryErrors = true },
        new("the last attempt", OrderTable.LastAttempt) { Settings = regards => regards.RetryErrors = true, Last = true },
        new("a request sent twice", OrderTable.SentTwice) { Twice = true },
    ];

    public override string ToString() => _name;

    /// <summary>The word that the table states for the pair.</summary>
    internal string Word(string @event, string situation) => (_differing.Has(@event) ? _differing : OrderTable.Plain)[@event, situation];

    /// <summary>An order in a situation of the table; with "none" one that is not there yet.</summary>
    internal Order Stand(string situation)
    {
        var place = OrderEvents.Placing(Guid.NewGuid());
        var order = new Order
        {
            CorrelationId = place.OrderId,
            ProductIdentifier = place.ProductIdentifier,
            ProductUrn = place.Product!.Urn,
            ProductId = place.Product.Id,
            Priority = place.Priority,
            Owner = place.Owner,
            Tenant = place.Tenant,
            ContentDigest = place.ContentDigest,
            HasFiles = HasFiles,
            Attempt = 1,
            Created = OrderEvents.Begin,
            Updated = OrderEvents.Begin,
            Sequence = 5,
            Entries = 9,
        };
        if (situation != "none")
            Put(order, situation, column => OrderTable.Situations[situation, column]);
        return order;
    }

    void Put(Order order, string situation, Func<string, string> cell)
    {
        order.State = char.ToUpperInvariant(cell("status")[0]) + cell("status")[1..];
        order.Phase = cell("phase");
        order.Attempt = int.Parse(cell("attempt"), null) + (Last && cell("attempt") == "2" ? 1 : 0);
        order.Sends = int.Parse(cell("sends"), null) + (Twice && cell("sends") == "1" ? 1 : 0);
        order.DispatchAt = cell("dispatch") == "yes" ? OrderEvents.Begin : null;
        order.ClaimedUntil = cell("phase") == OrderPhase.Dispatching ? OrderEvents.Begin.AddSeconds(30) : null;
        order.InFlight = cell("place") == "yes";
        order.NotBefore = situation == "scheduled" ? OrderEvents.Later : null;
        order.Deadline = cell("deadline") switch
        {
            "notBefore" => OrderEvents.Later,
            "grant" => OrderEvents.Begin + new RegardsOptions().GrantTimeout,
            "completion" => OrderEvents.Begin + Completion,
            "eviction" => OrderEvents.Begin + new OrderOptions().OnlinePeriod,
            _ => null,
        };
        order.EvictionDate = cell("status") == "successful" ? OrderEvents.Begin + new OrderOptions().OnlinePeriod : null;
        order.Started = cell("status") is "running" or "successful" or "failed" ? OrderEvents.Begin : null;
        order.Finished = cell("status") is "successful" or "failed" or "dismissed" ? OrderEvents.Begin : null;
        order.ReasonCode = cell("status") == "failed" ? ReasonCode.ArchiveError : null;
        order.RemovedAt = situation == "removed" ? OrderEvents.Begin : null;
    }
}
