using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Tests.SagaStore;

[TestFixture]
public sealed class Sqlite_alone : StoreFixture
{
    [Test]
    public async Task A_file_that_another_process_holds_lets_the_messages_wait()
    {
        var world = (SqliteWorld)World;
        var host = await StartAsync();
        var id = Guid.NewGuid();
        await host.SendAsync(new Add(id, 1));
        await using var other = new SqliteConnection(world.ConnectionString);
        await other.OpenAsync();
        var holding = other.BeginTransaction(deferred: false);

        var waiting = host.SendAsync(new Add(id, 1));
        Assert.That(waiting.IsCompleted, Is.False);
        await holding.RollbackAsync();
        await waiting;

        Assert.That((await World.FindAsync(id))!.Count, Is.EqualTo(2));
    }

    [Test]
    public async Task The_one_writer_is_shared_with_whoever_writes_beside_the_store()
    {
        var world = (SqliteWorld)World;
        var host = await StartAsync();
        var id = Guid.NewGuid();
        await host.SendAsync(new Add(id, 1));

        Task waiting;
        using var database = Database.Sqlite(world.ConnectionString);
        await using (var session = await database.BeginAsync(CancellationToken.None))
        {
            waiting = host.SendAsync(new Add(id, 1));
            await session.ExecuteAsync("UPDATE counters SET \"Count\" = 10", CancellationToken.None);
            await session.CommitAsync();
        }
        await waiting;

        Assert.That((await World.FindAsync(id))!.Count, Is.EqualTo(11));
    }

    /// <summary>Else a process might end, and its file be taken away, while the rows are still being deleted by whoever was there first.</summary>
    [Test]
    public async Task Whoever_wants_the_confirmed_rows_gone_waits_for_another_who_deletes_them()
    {
        var host = await StartAsync(new() { Options = options => options.SweepInterval = TimeSpan.FromHours(1) });
        var relay = host.Services.GetRequiredService<Relay>();
        // What is told before would wait for a sweep.
        await Until.TrueAsync(() => relay.IsOpen, "the bus is up");
        await host.SendAsync(new Add(Guid.NewGuid(), 1));
        await Until.TrueAsync(() => World.Heard.Count == 1 && relay.Publishing == 0, "the message is confirmed");
        await using var other = new SqliteConnection(((SqliteWorld)World).ConnectionString);
        await other.OpenAsync();
        var holding = other.BeginTransaction(deferred: false);

        var first = relay.FlushAsync(CancellationToken.None);
        var second = relay.FlushAsync(CancellationToken.None);

        Assert.That((first.IsCompleted, second.IsCompleted), Is.EqualTo((false, false)));
        await holding.RollbackAsync();
        await second;
        Assert.That(await World.CountOutboxAsync(), Is.Zero);
        await first;
    }

    [TestCase(5, ExpectedResult = true, TestName = "Busy_is_transient")]
    [TestCase(6, ExpectedResult = true, TestName = "Locked_is_transient")]
    [TestCase(13, ExpectedResult = true, TestName = "A_full_disk_is_transient")]
    [TestCase(14, ExpectedResult = true, TestName = "A_file_that_cannot_be_opened_is_transient")]
    [TestCase(19, ExpectedResult = false, TestName = "A_constraint_is_not_transient")]
    [TestCase(1, ExpectedResult = false, TestName = "A_missing_table_is_not_transient")]
    public bool Faults_of_the_file(int code)
    {
        using var database = Database.Sqlite(((SqliteWorld)World).ConnectionString);
        return database.IsTransient(new InvalidOperationException("outer", new SqliteException("inner", code)));
    }
}
