using System.Text.Json;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Sql;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Jobs;

/// <summary>A message that a job told the world: a status, or a refusal.</summary>
public sealed class Told(Guid jobId, byte[] body)
{
    readonly JsonElement _json = JsonElement.Parse(body);

    public Guid JobId => jobId;

    /// <summary>A refusal has none.</summary>
    public string? Status => Text("status");

    public string? PreviousStatus => Text("previousStatus");

    public int Sequence => _json.GetProperty("sequence").GetInt32();

    public T As<T>() => JsonSerializer.Deserialize<T>(body, JsonSerializerOptions.Web)!;

    string? Text(string name) => _json.TryGetProperty(name, out var value) ? value.GetString() : null;
}

static class LiveJobs
{
    /// <param name="machine">The machine.</param>
    /// <param name="idMember">The member by which its events name the job.</param>
    /// <param name="publish">Lets it tell its events.</param>
    public static async Task<LiveJobs<TSaga>> StartAsync<TSaga>(SagaStateMachine<TSaga> machine, string idMember, Action<SagaStoreBuilder> publish)
        where TSaga : class, IJobSaga
    {
        var live = new LiveJobs<TSaga>();
        await live.StartHostAsync(machine, idMember, publish);
        return live;
    }
}

/// <summary>
/// One machine as it runs in the worker: behind the mediator, on the saga store, over a SQLite file. A trigger keeps a copy
/// of every outbox row, as the relay deletes what the bus has confirmed.
/// </summary>
public sealed class LiveJobs<TSaga> : IAsyncDisposable
    where TSaga : class, IJobSaga
{
    readonly string _folder = Directory.CreateTempSubdirectory("jobs-").FullName;
    IHost _host = null!;

    internal LiveJobs()
    {
    }

    public async Task SendAsync(object command) => await _host.Services.GetRequiredService<IMediator>().Send(command);

    public async Task InsertAsync(params IEnumerable<TSaga> jobs)
    {
        await using var context = Context();
        context.AddRange(jobs);
        await context.SaveChangesAsync();
    }

    public async Task<TSaga?> FindAsync(Guid id)
    {
        await using var context = Context();
        return await context.Set<TSaga>().AsNoTracking().SingleOrDefaultAsync(job => job.CorrelationId == id);
    }

    public async Task<IReadOnlyDictionary<Guid, TSaga>> AllAsync()
    {
        await using var context = Context();
        return await context.Set<TSaga>().AsNoTracking().ToDictionaryAsync(job => job.CorrelationId);
    }

    /// <summary>History lines by job, each in its job's numbering; of all jobs, or of one.</summary>
    public async Task<ILookup<Guid, JobHistoryEntry>> HistoryAsync(Guid? id = null)
    {
        await using var context = Context();
        var entries = await context.Set<JobHistoryEntry>().AsNoTracking().Where(entry => id == null || entry.JobId == id).OrderBy(entry => entry.Entry).ToListAsync();
        return entries.ToLookup(entry => entry.JobId);
    }

    /// <summary>Told messages by job, as they were written; of all jobs, or of one.</summary>
    public async Task<ILookup<Guid, Told>> ToldAsync(Guid? id = null)
    {
        await using var context = Context();
        var text = id?.ToString();
        var rows = await context.Database.SqlQuery<ToldRow>(
            $"SELECT job_id AS Job, body AS Body FROM told WHERE {text} IS NULL OR job_id = {text} ORDER BY rowid").ToListAsync();
        return rows.Select(row => new Told(Guid.Parse(row.Job), row.Body)).ToLookup(told => told.JobId);
    }

    /// <summary>Callbacks by job, in their order.</summary>
    public async Task<ILookup<Guid, Callback>> CallbacksAsync()
    {
        await using var context = Context();
        return (await context.Set<Callback>().AsNoTracking().OrderBy(callback => callback.Sequence).ToListAsync()).ToLookup(callback => callback.JobId);
    }

    public OrderSagaDbContext Context() => _host.Services.GetRequiredService<IDbContextFactory<OrderSagaDbContext>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    internal async Task StartHostAsync(SagaStateMachine<TSaga> machine, string idMember, Action<SagaStoreBuilder> publish)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_ => Database.Sqlite($"Data Source={Path.Combine(_folder, "jobs.db")}"));
        builder.Services.AddDbContextFactory<OrderSagaDbContext>((provider, options) => options.UseStore(provider.GetRequiredService<Database>()));
        // Before the store, so that the bus stops after it: what is told last must still get out.
        builder.Services.AddMassTransit(x => x.UsingInMemory());
        // No sweep comes by itself: deadlines are sent by the tests, and the in-memory bus confirms at once.
        publish(builder.Services.AddSagaStore<OrderSagaDbContext>(store => store.SweepInterval = TimeSpan.FromHours(1)).Keeps<TSaga>());
        builder.Services.AddMediator(x => x.ConfigureMediator((context, mediator) => mediator.UseSagaStore(machine, context)));
        _host = builder.Build();
        await using (var context = Context())
        {
            await context.Database.EnsureCreatedAsync();
            // The member's name is the test's own.
#pragma warning disable EF1002
            await context.Database.ExecuteSqlRawAsync(
                $"""
                CREATE TABLE told (job_id TEXT NOT NULL, body BLOB NOT NULL);
                CREATE TRIGGER keep_told AFTER INSERT ON outbox BEGIN
                    INSERT INTO told VALUES (json_extract(CAST(NEW.body AS TEXT), '$.{idMember}'), NEW.body);
                END;
                """);
#pragma warning restore EF1002
        }
        await _host.StartAsync();
    }

    sealed record ToldRow(string Job, byte[] Body);
}
