using System.Globalization;
using MassTransit;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Archive;
using OrderSaga.Contracts;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;
using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Orders;

/// <summary><see cref="OrderTable"/> under settings and for a kind of order with which it is run whole.</summary>
public sealed class Circumstance : EventTable<Order>
{
    readonly RegardsOptions _regards = new();
    readonly TextTable _differing;

    Circumstance(string name, TextTable differing, Action<RegardsOptions>? settings = null)
        : base(name)
    {
        _differing = differing;
        settings?.Invoke(_regards);
    }

    static readonly string[] Answers = ["GRANTED", "DENIED", "DENIED as in use", "SUCCESS", "ERROR", "NOTIFICATION", "NOTIFICATION, failed"];

    bool HasFiles { get; init; }
    bool Last { get; init; }
    bool Twice { get; init; }
    TimeSpan Completion { get; init; } = new RegardsOptions().CompletionTimeout;

    public static IReadOnlyList<Circumstance> All { get; } =
    [
        new("a plain patch", OrderTable.Plain),
        new("a patch with files, done by the notice", OrderTable.Files) { HasFiles = true },
        new("a patch with files, done by quiet", OrderTable.QuietFiles, regards => regards.FilePatchCompletion = FilePatchCompletion.Quiet)
        {
            HasFiles = true,
            Completion = new RegardsOptions().FilePatchQuiet,
        },
        new("errors retried", OrderTable.RetriedErrors, regards => regards.RetryErrors = true),
        new("the last attempt", OrderTable.LastAttempt, regards => regards.RetryErrors = true) { Last = true },
        new("a request sent twice", OrderTable.SentTwice) { Twice = true },
    ];

    public override string Noun => "order";

    public override Type Unknown => typeof(UnknownOrderException);

    public override TextTable Situations => OrderTable.Situations;

    public override TextTable Outcomes => OrderTable.Outcomes;

    public override TextTable Usual => OrderTable.Plain;

    public override TextTable Differing => _differing;

    public override IReadOnlyList<TableEvent<Order>> Events => OrderEvents.All;

    public override Type Phases => typeof(OrderPhase);

    public override SagaStateMachine<Order> Machine() => new OrderStateMachine(Options.Create(_regards), Options.Create(new OrderOptions()));

    public override Task<LiveJobs<Order>> StartAsync() => LiveOrders.StartAsync(Machine());

    public override Order Stand(string situation)
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
        if (situation != None)
            Put(order, situation, column => OrderTable.Situations[situation, column]);
        return order;
    }

    public override void Check(Happening<Order> happening, Order job)
    {
        base.Check(happening, job);
        if (happening.Told is [.., { Status: not null } last] && last.As<OrderStatusChanged>() is var told)
            Assert.That((told.Status, told.Phase, told.Attempt, told.ReasonCode), Is.EqualTo((job.Status, job.Phase, job.Attempt, job.ReasonCode)), "what was told last");
    }

    protected override string Look(string column, Order job, Happening<Order> happening) => column switch
    {
        "status" => job.Status,
        "phase" => job.Phase,
        "attempt" => Number(job.Attempt),
        "reason" => job.ReasonCode ?? "-",
        "dispatch" => job.DispatchAt is null && job.ClaimedUntil is null ? "no" : "yes",
        "place" => job.InFlight ? "yes" : "no",
        "deadline" => Deadline(job, happening.Before),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "no column of the table"),
    };

    /// <summary>An answer that counts, to the request of this attempt, is the proof that it was sent: if no stamp says so yet, a line does.</summary>
    protected override IReadOnlyList<string> Preceding(Happening<Order> happening, string word) =>
        Answers.Contains(happening.Event.Name) && word is not ("same" or "late" or "no order") && OrderTable.Situations[happening.Situation, "stamped"] == "no"
            ? ["dispatched"]
            : [];

    /// <summary>"+1" is one attempt more.</summary>
    protected override string Meaning(string column, string cell, Happening<Order> happening) =>
        column == "attempt" && cell == "+1" ? Number(happening.Before.Attempt + 1) : cell;

    string Deadline(Order order, Order before) => order.Deadline switch
    {
        null => "none",
        var at when at == before.Deadline => "as before",
        var at when at == order.NotBefore => "notBefore",
        var at when at == OrderEvents.At + _regards.CompletionTimeout => "completion",
        var at when at == OrderEvents.At + _regards.FilePatchQuiet => "quiet",
        var at when at == order.EvictionDate && at == OrderEvents.At + new OrderOptions().OnlinePeriod => "eviction",
        var at => $"{at:O}",
    };

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    void Put(Order order, string situation, Func<string, string> cell)
    {
        order.State = char.ToUpperInvariant(cell("status")[0]) + cell("status")[1..];
        order.Phase = cell("phase");
        order.SentAt = cell("stamped") == "yes" ? OrderEvents.Begin : null;
        order.Attempt = int.Parse(cell("attempt"), null) + (Last && cell("attempt") == "2" ? 1 : 0);
        order.Sends = int.Parse(cell("sends"), null) + (Twice && cell("sends") == "1" ? 1 : 0);
        order.DispatchAt = cell("dispatch") == "yes" ? OrderEvents.Begin : null;
        order.ClaimedUntil = cell("phase") == OrderPhase.Dispatching ? OrderEvents.Begin.AddSeconds(30) : null;
        order.InFlight = cell("place") == "yes";
        order.NotBefore = situation == "scheduled" ? OrderEvents.Later : null;
        order.Deadline = cell("deadline") switch
        {
            "notBefore" => OrderEvents.Later,
            "wait" => OrderEvents.Begin.AddMinutes(10),
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
