using OrderSaga.Archive;
using OrderSaga.Jobs;

namespace OrderSaga.Orders;

/// <summary>What the events of the machine do to an instance. Pure memory: no I/O, no clock.</summary>
static class OrderChanges
{
    public static void Accept(this Order order, PlaceOrder place)
    {
        order.ProductIdentifier = place.ProductIdentifier;
        order.ProductUrn = place.Product?.Urn;
        order.ProductId = place.Product?.Id;
        order.Model = place.Product?.Model;
        order.EntityType = place.Product?.EntityType;
        order.OrderSize = place.Product?.Size;
        order.Priority = place.Priority;
        order.Owner = place.Owner;
        order.Tenant = place.Tenant;
        order.Label = place.Label;
        order.NotBefore = place.NotBefore;
        order.Patch = place.Patch;
        order.HasFiles = place.HasFiles;
        order.Subscriber = place.Subscriber;
        order.ContentDigest = place.ContentDigest;
        order.ResultForm = place.ResultForm;
        order.BatchId = place.BatchId;
        order.BulkId = place.BulkId;
        order.Attempt = 1;
        order.Created = order.Updated = place.At;
        if (place.NotBefore > place.At)
        {
            order.Phase = OrderPhase.Scheduled;
            order.Deadline = place.NotBefore;
        }
        else
        {
            order.Queue(place.At);
        }
    }

    /// <summary>Only keeps the place: nothing of the order is known but its id.</summary>
    public static void Await(this Order order, CancelOrderToCome cancel)
    {
        order.ProductIdentifier = order.Owner = order.Tenant = order.ContentDigest = "";
        order.Phase = OrderPhase.Cancelled;
        order.Message = cancel.Reason;
        order.Created = order.Updated = cancel.At;
        order.Deadline = cancel.Until;
    }

    /// <summary>Due: from now on a dispatcher may take it.</summary>
    public static void Queue(this Order order, DateTime at)
    {
        order.Phase = OrderPhase.Queued;
        order.DispatchAt = at;
        order.Deadline = null;
        order.Updated = at;
    }

    /// <summary>What the dispatcher's stamp says, which then finds nothing left to do.</summary>
    public static void Dispatched(this Order order, DateTime at)
    {
        order.Unqueue();
        order.Phase = OrderPhase.Dispatched;
        order.InFlight = true;
        order.SentAt = at;
    }

    /// <summary>The archive answered something that comes after a grant, so it works on the order.</summary>
    public static void Start(this Order order, DateTime at)
    {
        order.Unqueue();
        order.Started ??= at;
        order.SentAt ??= at;
        order.Phase = OrderPhase.Granted;
        order.InFlight = true;
        order.Message = null;
        order.Updated = at;
    }

    public static void Grant(this Order order, ArchiveOptions archive, DateTime at)
    {
        order.Start(at);
        order.Deadline = at + (order.HasFiles && archive.FilePatchCompletion == FilePatchCompletion.Quiet
            ? archive.FilePatchQuiet
            : archive.CompletionTimeout);
    }

    /// <summary>A further attempt with a new request id, due at <paramref name="due"/>; the status stays.</summary>
    public static void TryAgain(this Order order, DateTime at, DateTime due)
    {
        order.Unqueue();
        order.Attempt++;
        order.Sends = 0;
        order.SentAt = null;
        order.InFlight = false;
        order.Message = OrderTexts.Attempt(order);
        order.Queue(at);
        order.DispatchAt = due;
    }

    public static void Complete(this Order order, OrderOptions options, string? warning, DateTime at)
    {
        order.Started ??= at;
        order.End(OrderPhase.Completed, warning, at);
        order.StayOnline(at + options.OnlinePeriod);
        order.ProductLink = options.ProductLink.Length == 0 ? null : options.ProductLink
            .Replace("{id}", Uri.EscapeDataString(order.ProductId ?? ""), StringComparison.Ordinal)
            .Replace("{urn}", Uri.EscapeDataString(order.ProductUrn ?? ""), StringComparison.Ordinal);
    }

    /// <summary>The product is downloadable already: no archive work.</summary>
    public static void CompleteOnline(this Order order, PlaceOrder place, OrderOptions options)
    {
        order.Complete(options, OrderTexts.AlreadyOnline, place.At);
        order.StayOnline(place.Product!.EvictionDate);
        order.ProductLink = place.Product.Href ?? order.ProductLink;
    }

    /// <summary>The product is offline again: to have it, it must be ordered anew.</summary>
    public static void Evict(this Order order) => order.Phase = OrderPhase.Evicted;

    public static void Fail(this Order order, string reason, string message, DateTime at)
    {
        order.End(OrderPhase.Failed, message, at);
        order.ReasonCode = reason;
    }

    public static void Cancel(this Order order, string? reason, DateTime at) =>
        order.End(OrderPhase.Cancelled, reason ?? OrderTexts.Cancelled, at);

    static void End(this Order order, string phase, string? message, DateTime at)
    {
        order.Unqueue();
        order.Phase = phase;
        order.Message = JobText.Bounded(message);
        order.InFlight = false;
        order.Finished = order.Updated = at;
        order.Duration = order.Started is { } started ? (long)(at - started).TotalMilliseconds : null;
    }

    /// <summary>Until its eviction, which is the finished order's last deadline; without a date for good.</summary>
    static void StayOnline(this Order order, DateTime? until) => order.EvictionDate = order.Deadline = until;

    static void Unqueue(this Order order)
    {
        order.DispatchAt = null;
        order.ClaimedUntil = null;
        order.Deadline = null;
    }
}
