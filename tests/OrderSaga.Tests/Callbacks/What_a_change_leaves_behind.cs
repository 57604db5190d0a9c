using System.Text.Json;
using NUnit.Framework;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Callbacks;

public sealed class What_a_change_leaves_behind
{
    const string All = """{"successUri":"https://a.example/s","inProgressUri":"https://a.example/p","failedUri":"https://a.example/f"}""";

    static readonly DateTime At = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

    static readonly Order Changed = new() { CorrelationId = Guid.Parse("0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69"), Sequence = 4, Owner = "o" };

    [TestCase("running", "in-progress", "p")]
    [TestCase("successful", "success", "s")]
    [TestCase("failed", "failed", "f")]
    [TestCase("dismissed", "dismissed", "f")]
    public void Is_an_event_for_the_statuss_own_URI(string status, string kind, string path)
    {
        var callback = Callback.For(All, Order.JobKind, Changed, status, At)!;
        Assert.That((callback.Kind, callback.Uri, callback.EventId), Is.EqualTo((kind, $"https://a.example/{path}", "0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69-4")));
        Assert.That((callback.State, callback.NextAttempt, callback.At, callback.Owner, callback.JobKind), Is.EqualTo(("pending", (DateTime?)At, At, "o", "order")));
    }

    [TestCase("accepted", All)]
    [TestCase("prepared", All)]
    [TestCase("running", null)]
    [TestCase("running", "{}")]
    [TestCase("running", """{"successUri":"https://a.example/s","inProgressUri":null,"failedUri":null}""")]
    [TestCase("dismissed", """{"successUri":"https://a.example/s"}""")]
    public void Is_nothing_where_nobody_asked_for_it(string status, string? subscriber) =>
        Assert.That(Callback.For(subscriber, Order.JobKind, new Unread(), status, At), Is.Null);

    [Test]
    public void Is_the_job_as_it_was_without_what_no_body_shows()
    {
        var order = new Order
        {
            CorrelationId = Guid.NewGuid(),
            State = "Running",
            Phase = OrderPhase.Completed,
            ProductIdentifier = "P \"1\" 🛰",
            Priority = 7,
            Owner = "o",
            Tenant = "t",
            Patch = """{"properties":{"secret":1}}""",
            Subscriber = All,
            ContentDigest = "digest",
            Created = At,
            Finished = At.AddMilliseconds(1),
            OrderSize = 5_000_000_000,
            InFlight = true,
        };
        var snapshot = JobSnapshot.Write(order, JobStatus.Successful);
        var read = JobSnapshot.Read<Order>(snapshot);
        Assert.That(snapshot, Does.Not.Contain("secret").And.Not.Contain("a.example").And.Not.Contain("digest"));
        Assert.That(read.Status, Is.EqualTo("successful"), "the machine changes its state after the event is recorded");
        Assert.That(order.State, Is.EqualTo("Running"));
        read.State = order.State;
        (order.Patch, order.Subscriber, order.ContentDigest) = (null, null, null!);
        Assert.That(JsonSerializer.Serialize(read), Is.EqualTo(JsonSerializer.Serialize(order)), "every other member, times as UTC");
    }

    /// <summary>A job of which no snapshot may be taken, as that reads every member.</summary>
    sealed class Unread : IJobSaga
    {
        public string Label
        {
            get => throw new InvalidOperationException("no snapshot is taken for nobody");
            set => throw new NotSupportedException(value);
        }

        public Guid CorrelationId { get; set; }
        public string State => "Running";
        public string Owner => "o";
        public string? Subscriber => null;
        public DateTime? Created => At;
        public DateTime? Started => null;
        public DateTime? Finished => null;
        public DateTime Updated { get; set; }
        public DateTime? RemovedAt { get; set; }
        public DateTime? Deadline { get; set; }
        public int Sequence { get; set; }
    }

    [Test]
    public void Is_nothing_that_a_snapshot_would_be_taken_for_unseen() =>
        Assert.That(() => Callback.For(All, Order.JobKind, new Unread(), "running", At), Throws.InvalidOperationException);
}
