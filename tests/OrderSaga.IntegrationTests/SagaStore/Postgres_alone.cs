using System.Net.Sockets;
using Npgsql;
using NUnit.Framework;
using OrderSaga.IntegrationTests;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Databases;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Tests.SagaStore;

[TestFixture]
public sealed class Postgres_alone : StoreFixture
{
    PostgresWorld Postgres => (PostgresWorld)World;

    [Test]
    public async Task A_NUL_in_a_text_fails_its_own_message_alone()
    {
        var host = await StartAsync();
        var good = Enumerable.Range(0, 20).Select(_ => host.SendAsync(new Add(Guid.NewGuid(), 1))).ToList();
        var bad = host.SendAsync(new Do(Guid.NewGuid(), context => context.Saga.Label = "a\0b"));
        var unspecified = host.SendAsync(new Do(Guid.NewGuid(), context => context.Saga.At = new DateTime(2026, 1, 1)));
        good.AddRange(Enumerable.Range(0, 20).Select(_ => host.SendAsync(new Add(Guid.NewGuid(), 1))));

        Assert.That(async () => await bad, Throws.InstanceOf<PostgresException>());
        Assert.That(async () => await unspecified, Throws.ArgumentException, "a time that is not UTC");
        await Task.WhenAll(good);
        await using var context = World.Open();
        Assert.That(context.Counters.Count(), Is.EqualTo(40));
    }

    [Test]
    public async Task A_value_refused_before_it_is_sent_spoils_no_later_group()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();
        Task SetAsync(int day, DateTimeKind kind) => host.SendAsync(new Do(id, context =>
        {
            context.Saga.At = new DateTime(2026, 1, day, 0, 0, 0, kind);
            context.Tell(new CountChanged(id, day));
        }));

        await host.SendAsync(new Add(id, 1));
        // The outbox's insert is used for the second time, so it is to be prepared; the update behind it is refused.
        Assert.That(async () => await SetAsync(2, DateTimeKind.Unspecified), Throws.ArgumentException);
        await SetAsync(3, DateTimeKind.Utc);
        await SetAsync(4, DateTimeKind.Utc);

        await using var context = World.Open();
        Assert.That(context.Counters.Single().At, Is.EqualTo(new DateTime(2026, 1, 4, 0, 0, 0, DateTimeKind.Utc)));
    }

    [Test]
    public async Task Sessions_that_are_ended_under_load_cost_no_message_and_repeat_none()
    {
        var host = await StartAsync();
        var ids = Enumerable.Range(0, 200).Select(_ => Guid.NewGuid()).ToList();
        var landed = 0;
        var database = new NpgsqlConnectionStringBuilder(Postgres.ConnectionString).Database;
        var ending = Task.Run(async () =>
        {
            // Each end comes after some progress, wherever in a group that happens to be.
            for (var next = 50; next < 4000; next += 100)
            {
                await Until.TrueAsync(() => Volatile.Read(ref landed) >= next, $"{next} messages land");
                await TestServers.RunSqlAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");
            }
        });

        for (var wave = 0; wave < 20; wave++)
        {
            await Task.WhenAll(ids.Select(async id =>
            {
                await host.SendAsync(new Add(id, 1));
                Interlocked.Increment(ref landed);
            })).WaitAsync(Until.Patience);
        }
        await ending;
        // The connections that this test's own reads would take from the pool are dead as well.
        using (var pooled = new NpgsqlConnection(Postgres.ConnectionString))
            NpgsqlConnection.ClearPool(pooled);

        await using var context = World.Open();
        await Until.TrueAsync(() => World.Heard.Select(heard => heard.MessageId).Distinct().Count() == 4000, "all are told");
        await Until.TrueAsync(() => host.State.IsAnswering, "the state recovers");
        Assert.Multiple(() =>
        {
            Assert.That(context.Counters.Select(counter => counter.Count), Is.All.EqualTo(20).And.Exactly(200).Items);
            Assert.That(context.Entries.Count(), Is.EqualTo(4000));
        });
    }

    [Test]
    public async Task A_commit_whose_answer_is_lost_is_not_run_again()
    {
        var server = new NpgsqlConnectionStringBuilder(Postgres.ConnectionString);
        await using var gate = new ServerGate(server.Host!, server.Port);
        gate.Open();
        (server.Host, server.Port, server.Pooling) = ("127.0.0.1", gate.Port, true);
        await using var world = new MemoryBusWorld(server.ConnectionString);
        await using var host = await StoreHost.StartAsync(world);
        var id = Guid.NewGuid();
        gate.LoseAnswer("COMMIT");

        await Task.WhenAll(host.SendAsync(new Add(id, 1)), host.SendAsync(new Add(id, 2)));

        Assert.That(gate.HasLost, Is.True);
        await Until.TrueAsync(() => world.Heard.Count == 2, "both are told");
        await using var context = World.Open();
        Assert.Multiple(async () =>
        {
            Assert.That((await World.FindAsync(id))!.Trail, Is.EqualTo("1 2 "));
            Assert.That(context.Entries.Count(), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task A_commit_whose_connection_broke_is_asked_for_and_not_run_again()
    {
        await using var opened = Database.Postgres(Postgres.ConnectionString);
        var database = StoreDatabase.For(opened);
        await using var context = World.Open();
        var table = new StoreModel(context.Model).SagaTable(typeof(Counter));
        var committed = await database.BeginAsync(table, [], CancellationToken.None);
        await committed.CommitAsync(new ChangeSet(), CancellationToken.None);
        await committed.DisposeAsync();
        var dropped = await database.BeginAsync(table, [], CancellationToken.None);
        await dropped.DisposeAsync();
        var open = await database.BeginAsync(table, [], CancellationToken.None);
        var waiting = database.WasCommittedAsync(open.Id!, CancellationToken.None);
        var wasOpen = !waiting.IsCompleted;
        await open.CommitAsync(new ChangeSet(), CancellationToken.None);
        await open.DisposeAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(await database.WasCommittedAsync(committed.Id!, CancellationToken.None), Is.True);
            Assert.That(await database.WasCommittedAsync(dropped.Id!, CancellationToken.None), Is.False);
            Assert.That(await database.WasCommittedAsync("999999999", CancellationToken.None), Is.False, "a server that never heard of it");
            Assert.That(wasOpen, Is.True, "waits while it is under way");
            Assert.That(await waiting, Is.True);
        });
    }

    [TestCase("57P01", ExpectedResult = true, TestName = "A_session_ended_by_an_operator_is_transient")]
    [TestCase("40P01", ExpectedResult = true, TestName = "A_deadlock_is_transient")]
    [TestCase("53300", ExpectedResult = true, TestName = "Too_many_connections_are_transient")]
    [TestCase("28P01", ExpectedResult = true, TestName = "A_login_that_fails_is_transient")]
    [TestCase("25006", ExpectedResult = true, TestName = "A_standby_is_transient")]
    [TestCase("22021", ExpectedResult = false, TestName = "A_NUL_is_not_transient")]
    [TestCase("23505", ExpectedResult = false, TestName = "A_duplicate_key_is_not_transient")]
    [TestCase("42P01", ExpectedResult = false, TestName = "A_missing_table_is_not_transient")]
    public bool Faults_of_the_server(string state)
    {
        using var database = Database.Postgres(Postgres.ConnectionString);
        return database.IsTransient(new PostgresException("text", "ERROR", "ERROR", state));
    }

    [Test]
    public void A_lost_connection_is_transient()
    {
        using var database = Database.Postgres(Postgres.ConnectionString);
        Assert.That(database.IsTransient(new NpgsqlException("broken", new IOException("reset", new SocketException(104)))), Is.True);
    }
}
