using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Orders.Queue;
using OrderSaga.Orders.Quotas;
using static OrderSaga.Orders.Queue.DispatchQueue;

namespace OrderSaga.Tests.Dispatch.Scenarios;

/// <summary>A table of orders, and a dispatcher's hand on it.</summary>
public abstract class WaitingOrders
{
    protected static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    protected static readonly DateTime Lease = Now.AddSeconds(30);

    DispatchDatabase _database = null!;

    private protected DispatchDatabase Database => _database;
    private protected DispatchQueue Queue { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task MakeAsync()
    {
        _database = Scenarios.Databases.New();
        await _database.MakeAsync();
    }

    [SetUp]
    public async Task EmptyAsync()
    {
        await Database.EmptyAsync();
        Use();
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    /// <summary>Settings of this test; the share is 100 unless it says otherwise.</summary>
    private protected void Use(DispatchOptions? dispatch = null, QuotaOptions? quota = null)
    {
        var limits = new OwnerLimits(Options.Create(dispatch ?? new DispatchOptions { OwnerShare = 100 }), new OwnerQuotas(Options.Create(quota ?? new QuotaOptions())));
        Queue = new DispatchQueue(Database.Opened, limits);
    }

    protected async Task<IReadOnlyList<Guid>> WaitingAsync(int count, Action<Order, int>? with = null)
    {
        var orders = Enumerable.Range(0, count).Select(n =>
        {
            var order = new Order
            {
                CorrelationId = Guid.NewGuid(),
                State = "Accepted",
                Phase = OrderPhase.Queued,
                ProductIdentifier = "P",
                ProductUrn = "U",
                ProductId = "P",
                Model = "M",
                EntityType = "DATA",
                Priority = 50,
                Owner = "o",
                Tenant = "t",
                ContentDigest = "",
                Created = Now,
                Updated = Now,
                Attempt = 1,
                DispatchAt = Now.AddSeconds(-1),
                Entries = 1,
            };
            with?.Invoke(order, n);
            return order;
        }).ToList();
        await using var database = Database.Open();
        await database.InsertAsync(orders);
        return [.. orders.Select(order => order.CorrelationId)];
    }

    protected Task<IReadOnlyList<Guid>> WaitingOfAsync(string owner, int count, int priority = 50) =>
        WaitingAsync(count, (order, n) => (order.Owner, order.Priority, order.DispatchAt) = (owner, priority, Now.AddSeconds(n - 3600)));

    private protected Task<Claimed> ClaimPageAsync(int size = 100, int window = 1000, DateTime? now = null) =>
        Queue.ClaimAsync(new Claim(now ?? Now, (now ?? Now).AddSeconds(30), size, window), CancellationToken.None);

    protected async Task<IReadOnlyList<Order>> ClaimAsync(int size = 100, int window = 1000, DateTime? now = null) =>
        (await ClaimPageAsync(size, window, now)).Orders;

    /// <summary>Owners of a page, one letter or word an order.</summary>
    protected async Task<string> OwnersAsync(int size = 100, int window = 1000, DateTime? now = null) =>
        string.Join(' ', (await ClaimAsync(size, window, now)).Select(order => order.Owner));

    protected Task StampAsync(Guid id, DateTime? claimedUntil = null, DateTime? at = null) =>
        Database.Orders.StampAsync(new OrderTable.Stamp([id], [id.ToString()], claimedUntil ?? Lease, at ?? Now.AddSeconds(1), Now.AddMinutes(15)), CancellationToken.None);

    protected async Task<Order> ReadAsync(Guid id)
    {
        await using var database = Database.Open();
        return await database.Set<Order>().AsNoTracking().SingleAsync(order => order.CorrelationId == id);
    }

    protected async Task ChangeAsync(Guid id, Action<Order> change)
    {
        await using var database = Database.Open();
        change(await database.Set<Order>().SingleAsync(order => order.CorrelationId == id));
        await database.SaveChangesAsync();
    }

    protected Task EndAsync(Guid id, DateTime? at = null) =>
        ChangeAsync(id, order => (order.State, order.InFlight, order.Finished, order.DispatchAt, order.ClaimedUntil) = ("Successful", false, at ?? Now, null, null));

    protected async Task<int> HistoryAsync(Guid id)
    {
        await using var database = Database.Open();
        return await database.Set<JobHistoryEntry>().CountAsync(entry => entry.JobId == id);
    }
}
