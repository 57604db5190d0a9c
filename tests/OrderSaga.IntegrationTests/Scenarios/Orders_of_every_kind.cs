using NUnit.Framework;
using OrderSaga.Contracts;
using OrderSaga.IntegrationTests.Scenarios.Stages;
using OrderSaga.Orders;

namespace OrderSaga.IntegrationTests.Scenarios;

/// <summary>500 orders at once, of every kind that REGARDS and upstream systems have in store.</summary>
[TestFixture(World.Embedded)]
[TestFixture(World.Servers)]
public sealed class Orders_of_every_kind(World world)
{
    const string OnlineProduct = "S1A_IW_SLC__1SDH_20231119T094316_20231119T094343_053230_54C6C4_CA1A.SAFE";

    const string Silent = "SIM-SILENT";

    static readonly Kind[] Kinds =
    [
        new("plain", 200, "accepted running successful"),
        new("SIM-DENIED", 20, "accepted failed", ReasonCode.Denied),
        new("SIM-ERROR", 20, "accepted running failed", ReasonCode.ArchiveError),
        new("SIM-ERROR-TWICE", 20, "accepted running failed", ReasonCode.ArchiveError),
        new("SIM-ERROR-THEN-SUCCESS", 10, "accepted running failed", ReasonCode.ArchiveError),
        new("SIM-UNKNOWN-URN", 10, "accepted running failed", ReasonCode.ArchiveError),
        new("SIM-SUCCESS-FIRST", 20, "accepted running successful"),
        new("SIM-SUCCESS-TWICE", 10, "accepted running successful"),
        new("SIM-NO-GRANTED", 10, "accepted running successful"),
        new("SIM-GRANTED-TWICE", 20, "accepted running successful"),
        new("SIM-NOTIFICATION", 20, "accepted running successful"),
        new("SIM-OTHER-OWNER", 20, "accepted running successful"),
        new("SIM-GARBAGE", 10, "accepted running successful"),
        new("SIM-SILENT-ONCE", 10, "accepted accepted running successful", Attempts: 2),
        new("SIM-SILENT", 10, "accepted accepted failed", ReasonCode.Timeout, Attempts: 2),
        new("SIM-DENIED-DUPLICATE", 10, "accepted accepted failed", ReasonCode.Denied, Attempts: 2),
        new("files", 20, "accepted running successful") { With = order => order with { Patch = Ordered.FilePatch() } },
        new("not before", 20, "accepted running successful") { With = order => order with { NotBefore = DateTimeOffset.UtcNow.AddSeconds(1) } },
        new("unknown product", 10, "accepted failed", ReasonCode.ProductNotFound, Requests: 0)
        {
            With = order => order with { Product = null, ProductIdentifier = "S9Z_NOWHERE" },
        },
        new("online product", 10, "accepted successful", Requests: 0)
        {
            With = order => order with { Product = null, ProductIdentifier = OnlineProduct },
        },
        new("SIM-SLOW-600000", 10, "accepted running dismissed") { IsDismissed = true },
        new("twice", 10, "accepted running successful") { Copies = 3 },
    ];

    Stage _stage = null!;

    [OneTimeSetUp]
    public async Task Open() => _stage = await Stage.OpenAsync(world, ("Regards:Attempts", "2"));

    [OneTimeTearDown]
    public async Task Close() => await (_stage?.DisposeAsync() ?? default);

    [Test]
    public async Task Each_end_as_they_should_and_all_sides_say_the_same()
    {
        var orders = Kinds.SelectMany(kind => kind.Make()).ToList();
        Assert.That(orders, Has.Count.EqualTo(500));

        await _stage.SubmitAsync(Shuffled(orders.SelectMany(order => Enumerable.Repeat(order.Order, order.Kind.Copies))));
        foreach (var (order, _) in orders.Where(order => order.Kind.IsDismissed))
        {
            await _stage.Events.UntilAsync(order.OrderId, "running");
            await _stage.DismissAsync(order.OrderId, "changed our mind");
        }
        await GiveUpAsync([.. orders.Where(order => order.Kind.Name.StartsWith(Silent, StringComparison.Ordinal)).Select(order => order.Order)], attempt: 1);
        await GiveUpAsync([.. orders.Where(order => order.Kind.Name == Silent).Select(order => order.Order)], attempt: 2);
        await _stage.SettleAsync();

        var account = await Account.OfAsync(_stage);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(account.Contradictions(_stage.Submitted), Is.Empty);
            Assert.That(orders.SelectMany(order => order.Kind.Surprises(order.Order, account)), Is.Empty);
            Assert.That(_stage.Events.Rejections, Is.Empty);
        }
    }

    /// <summary>The archive has these orders' requests and says nothing, for as long as the service waits.</summary>
    async Task GiveUpAsync(IReadOnlyList<SubmitOrder> silent, int attempt)
    {
        foreach (var order in silent)
        {
            await Until.TrueAsync(
                async () => await _stage.Table.FindAsync(order.OrderId) is { Phase: OrderPhase.Dispatched, SentAt: not null } row && row.Attempt == attempt,
                () => $"attempt {attempt} of {order.OrderId} is not sent");
        }
        await _stage.Table.EndWaitsAsync([.. silent.Select(order => order.OrderId)]);
    }

    static T[] Shuffled<T>(IEnumerable<T> items)
    {
        var shuffled = items.ToArray();
        new Random(17).Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>A kind of order and what must become of it. Where the name is a token of the stand-in, it stands in the product's name.</summary>
    sealed record Kind(string Name, int Count, string Course, string? Reason = null, int Attempts = 1, int? Requests = null)
    {
        public int Copies { get; init; } = 1;
        public bool IsDismissed { get; init; }
        public Func<SubmitOrder, SubmitOrder> With { get; init; } = order => order;

        public IEnumerable<(SubmitOrder Order, Kind Kind)> Make()
        {
            for (var i = 0; i < Count; i++)
                yield return (With(Ordered.Plain(Name.StartsWith("SIM-", StringComparison.Ordinal) ? Name : "PLAIN")), this);
        }

        public IEnumerable<string> Surprises(SubmitOrder order, Account account)
        {
            var row = account.Orders[order.OrderId];
            var course = string.Join(' ', account.Events[order.OrderId].DistinctBy(change => change.Sequence).OrderBy(change => change.Sequence).Select(change => change.Status));
            var seen = account.Requests[order.OrderId].ToList();
            if (course != Course)
                yield return $"{Name} {order.OrderId}: told {course}";
            if (row.Status != Course.Split(' ')[^1] || row.ReasonCode != Reason || row.Attempt != Attempts)
                yield return $"{Name} {order.OrderId}: {row.Status} {row.ReasonCode} in {row.Attempt} attempts, {row.Message}";
            if (seen.Count != (Requests ?? Attempts) || seen.Select(request => request.RequestId).Distinct().Count() != seen.Count)
                yield return $"{Name} {order.OrderId}: the archive saw {string.Join(", ", seen.Select(request => request.RequestId))}";
            if (order.NotBefore is { } notBefore && seen.Any(request => request.At < notBefore.UtcDateTime))
                yield return $"{Name} {order.OrderId}: sent before {notBefore:O}";
        }
    }
}
