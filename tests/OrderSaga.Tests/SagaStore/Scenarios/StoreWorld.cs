using System.Collections.Concurrent;
using System.Net.Mime;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Tests.SagaStore;

/// <summary>A database of its own and a broker, and what a listener on that broker has heard. The two worlds differ in wiring alone.</summary>
public abstract class StoreWorld : IAsyncDisposable
{
    protected string Name { get; } = $"store-{Guid.NewGuid():N}";

    public ConcurrentQueue<Heard> Heard { get; } = new();

    /// <summary>Whether messages that wait in a queue outlive the process.</summary>
    public abstract bool HasLastingQueues { get; }

    /// <summary>Makes an empty database, without a schema.</summary>
    public abstract Task CreateDatabaseAsync();

    /// <summary>Has a context of the test's own look at the database.</summary>
    public abstract void UseDatabase(DbContextOptionsBuilder options);

    /// <summary>The database as a host opens it.</summary>
    public abstract Database OpenDatabase();

    /// <summary>Adds the bus with an endpoint that listens to <see cref="CountChanged"/>.</summary>
    public abstract void UseBus(IBusRegistrationConfigurator bus, EventFormat format);

    /// <summary>Takes the broker away from hosts that start or publish from now on.</summary>
    public abstract Task TakeBrokerAwayAsync();

    public abstract Task BringBrokerBackAsync();

    public abstract ValueTask DisposeAsync();

    public CounterContext Open()
    {
        var options = new DbContextOptionsBuilder<CounterContext>();
        UseDatabase(options);
        return new CounterContext(options.Options);
    }

    public async Task CreateSchemaAsync()
    {
        await using var context = Open();
        await context.Database.EnsureCreatedAsync();
    }

    public async Task<Counter?> FindAsync(Guid id)
    {
        await using var context = Open();
        return await context.Counters.AsNoTracking().SingleOrDefaultAsync(counter => counter.CorrelationId == id);
    }

    public async Task<int> CountOutboxAsync()
    {
        await using var context = Open();
        return await context.Outbox.CountAsync();
    }

    /// <summary>Until the broker has confirmed all that is written. The time that processes have to publish it passes as fast as this looks.</summary>
    public Task UntilToldAsync() => Until.TrueAsync(
        async () =>
        {
            await using var context = Open();
            await context.Database.ExecuteSqlAsync($"UPDATE outbox SET lease_until = {DateTime.UtcNow}");
            return !await context.Outbox.AnyAsync();
        },
        "the outbox is empty");

    protected void Listen(IReceiveEndpointConfigurator endpoint, EventFormat format)
    {
        if (format == EventFormat.Json)
        {
            endpoint.DefaultContentType = new ContentType("application/json");
            endpoint.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        }
        endpoint.Handler<CountChanged>(context =>
        {
            Heard.Enqueue(new Heard(context.MessageId, context.Message, context.Headers.Get<string>("MT-Activity-Id")));
            return Task.CompletedTask;
        });
    }
}

public sealed record Heard(Guid? MessageId, CountChanged Message, string? Activity);
