using OrderSaga.Archive;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.SagaStore;
using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Orders;

/// <summary>One order on a live machine, told as a story: each step is a minute after the last.</summary>
sealed class StoryOrder(LiveJobs<Order> live)
{
    DateTime _now = OrderEvents.Begin;

    public Guid Id { get; } = Guid.NewGuid();

    DateTime Next => _now = _now.AddMinutes(1);

    public Task PlaceAsync(Func<PlaceOrder, PlaceOrder>? with = null)
    {
        var place = OrderEvents.Placing(Id) with { At = Next };
        return live.SendAsync(with?.Invoke(place) ?? place);
    }

    public async Task SendToRegardsAsync()
    {
        await live.ClaimAsync(Id);
        await live.StampAsync(Id, Next);
    }

    public Task ClaimAsync() => live.ClaimAsync(Id);
    public Task StampAsync() => live.StampAsync(Id, Next);

    public Task GrantedAsync(int attempt = 1) => live.SendAsync(new RequestGranted(Id, Origin(attempt), Next));
    public Task DeniedAsync(int attempt = 1, string text = "[error.unknown.model.message] no such model") =>
        live.SendAsync(new RequestDenied(Id, Origin(attempt), false, text, Next));
    public Task DeniedAsInUseAsync(int attempt = 1) => live.SendAsync(new RequestDenied(Id, Origin(attempt), true, "[request.requestId.exists.error.message]", Next));
    public Task SuccessAsync(int attempt = 1) => live.SendAsync(new RequestSucceeded(Id, Origin(attempt), null, Next));
    public Task ErrorAsync(int attempt = 1, string text = "the product is not there") => live.SendAsync(new RequestFailed(Id, Origin(attempt), text, Next));
    public Task NotificationAsync(bool success = true) => live.SendAsync(new RequestNotified(Id, Origin(1), success, Next));
    public Task RefuseAsync(string faults) => live.SendAsync(new RefuseRequest(Id, 1, faults, Next));
    public Task DismissAsync(string? reason = null) => live.SendAsync(new CancelOrder(Id, reason, false, Next));
    public Task RemoveAsync() => live.SendAsync(new CancelOrder(Id, null, true, Next));

    /// <summary>Time passes until the order's deadline, and the sweep finds it.</summary>
    public async Task StaysSilentAsync()
    {
        var deadline = (await OrderAsync()).Deadline ?? throw new InvalidOperationException("The order waits for nothing.");
        _now = deadline;
        await live.SendAsync(new DeadlinePassed<Order>(Id, deadline, deadline));
    }

    public async Task<Order> OrderAsync() => await live.FindAsync(Id) ?? throw new InvalidOperationException("There is no such order.");

    public async Task<IReadOnlyList<Told>> ToldAsync() => [.. (await live.ToldAsync(Id))[Id]];

    /// <summary>The statuses told, in their order.</summary>
    public async Task<IReadOnlyList<string>> StatusesAsync() =>
        [.. (await ToldAsync()).Select(told => told.Status ?? "rejected")];

    public async Task<IReadOnlyList<JobHistoryEntry>> HistoryAsync() => [.. (await live.HistoryAsync(Id))[Id]];

    /// <summary>The history as causes, late ones in brackets.</summary>
    public async Task<string> CausesAsync() =>
        string.Join(", ", (await HistoryAsync()).Select(line => line.Late ? $"({line.Cause})" : line.Cause));

    AnswerOrigin Origin(int attempt) => new(OrderEvents.Tenant, OrderEvents.Owner, RequestIds.For(Id, attempt), attempt);
}
