using Microsoft.Extensions.Options;
using OrderSaga.Archive;

namespace OrderSaga.Orders.Estimates;

/// <summary>
/// When orders will be done: by their place in the line and the archive's pace, else by the target that the settings
/// promise. It is read from a picture of the line that is a second or a few old, so a call costs nothing.
/// </summary>
public sealed class OrderEstimates(ArchivePace pace, IOptions<OrderOptions> orders, IOptions<ArchiveOptions> archive)
{
    /// <summary>An order that takes longer than others is expected to take this part of its time more.</summary>
    const int Overdue = 10;

    static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);

    volatile Picture _picture = new(WaitingLine.Empty, 0);

    /// <summary>Date and place of an order at <paramref name="now"/>; null when it has ended.</summary>
    public Estimate? For(Order order, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Finished is not null)
            return null;
        var picture = _picture;
        return order switch
        {
            { Phase: OrderPhase.Scheduled } => new(Later(order.NotBefore ?? now, order, now), null),
            { DispatchAt: { } due, ClaimedUntil: null } when due > now => new(Later(due, order, now), null),
            { DispatchAt: { } due, ClaimedUntil: null } => Waiting(
                picture, picture.Line.PositionOf(order.Priority, order.Owner, due, order.CorrelationId), order.Created, now),
            _ => new(Running(order.SentAt ?? now, order.Created, now), null),
        };
    }

    /// <summary>When the last item of a batch will be done.</summary>
    public DateTime ForBatch(BatchRest batch, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Waiting == 0)
            return Running(batch.LastSent ?? now, batch.Created, now);
        var picture = _picture;
        // Behind all that its owner had waiting when it was triggered.
        var last = picture.Line.PositionOf(batch.Priority, batch.Owner, batch.Created, LastId);
        return Waiting(picture, Math.Max(last, batch.Waiting), batch.Created, now).EstimatedDate;
    }

    static readonly Guid LastId = Guid.AllBitsSet;

    internal void Show(WaitingLine line, int taken) => _picture = new Picture(line, taken);

    /// <summary>Places that are free take an order at once; further ones come free at the archive's pace.</summary>
    Estimate Waiting(Picture picture, long position, DateTime created, DateTime now)
    {
        if (pace.Current is not { PerSecond: { } rate, Duration: { } duration })
            return new(AtTarget(created, now), position);
        var free = Math.Max(0, archive.Value.MaxInFlight - picture.Taken);
        var seconds = Math.Max(0, position - free) / rate;
        return new(Whole(now, duration, seconds), position);
    }

    DateTime Running(DateTime sent, DateTime created, DateTime now)
    {
        if (pace.Current.Duration is not { } duration)
            return AtTarget(created, now);
        var usual = Whole(sent, duration, 0);
        return usual > now ? usual : Whole(now, (now - sent) / Overdue, 0);
    }

    DateTime Later(DateTime due, Order order, DateTime now) =>
        pace.Current.Duration is { } duration ? Whole(due > now ? due : now, duration, 0) : AtTarget(due > order.Created ? due : order.Created, now);

    DateTime AtTarget(DateTime from, DateTime now)
    {
        var target = Whole(from, orders.Value.TargetDuration, 0);
        return target > now ? target : Whole(now, (now - from) / Overdue, 0);
    }

    /// <summary>Up to the next whole second, at least one second on, and never out of the calendar.</summary>
    static DateTime Whole(DateTime from, TimeSpan duration, double seconds)
    {
        var span = Math.Max(duration.TotalSeconds + seconds, Soonest.TotalSeconds);
        var latest = (DateTime.MaxValue - from).TotalSeconds - 1;
        var date = from.AddSeconds(Math.Min(span, latest));
        var part = date.Ticks % TimeSpan.TicksPerSecond;
        return part == 0 || date > DateTime.MaxValue.AddSeconds(-2) ? date : date.AddTicks(TimeSpan.TicksPerSecond - part);
    }

    sealed record Picture(WaitingLine Line, int Taken);
}

/// <summary>What can be said of an unfinished order.</summary>
/// <param name="EstimatedDate">When it will be done, UTC, whole seconds; always later than now.</param>
/// <param name="QueuePosition">1 = the next to be sent; null when it is sent already, or waits for its date.</param>
public sealed record Estimate(DateTime EstimatedDate, long? QueuePosition);

/// <summary>What is left of a batch.</summary>
/// <param name="Owner">Whose queue its items stand in.</param>
/// <param name="Priority">1 to 100.</param>
/// <param name="Created">When it was triggered, which is when its items became due.</param>
/// <param name="Waiting">Items not yet sent.</param>
/// <param name="Running">Items sent and unfinished.</param>
/// <param name="LastSent">When the last of them was sent, if known: the estimate then comes true at the end.</param>
public sealed record BatchRest(string Owner, int Priority, DateTime Created, long Waiting, long Running, DateTime? LastSent);
