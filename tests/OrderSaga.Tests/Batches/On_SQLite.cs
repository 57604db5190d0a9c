using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Orders.Queue;
using OrderSaga.Tests.Batches.Scenarios;

namespace OrderSaga.Tests.Batches;

public sealed class Starting_a_batch_on_SQLite : Starting_a_batch;

public sealed class Triggering_a_batch_on_SQLite : Triggering_a_batch;

public sealed class Counting_a_batch_on_SQLite : Counting_a_batch;

public sealed class Dismissing_a_batch_on_SQLite : Dismissing_a_batch
{
    /// <summary>SQLite has no statistics here, so the plan is the same however many orders there are.</summary>
    [Test]
    public async Task Goes_from_the_stopped_batches_to_their_orders_and_not_through_all_orders()
    {
        await using var database = Open();
        await database.Database.OpenConnectionAsync();
        await using var explain = database.Database.GetDbConnection().CreateCommand();
        explain.CommandText = "EXPLAIN QUERY PLAN " + OrderTable.Unsent(BatchTable.Stopped).Replace("@now", "''", StringComparison.Ordinal);
        var plan = new List<string>();
        await using var row = await explain.ExecuteReaderAsync();
        while (await row.ReadAsync())
            plan.Add(row.GetString(3));
        Assert.That(plan.Take(2), Is.EqualTo(new[]
        {
            "SEARCH batches USING INDEX ix_batches_due (due>?)", "SEARCH o USING INDEX ix_orders_batch (batch_id=? AND state=?)",
        }));
    }
}

public sealed class Trying_a_batch_again_on_SQLite : Trying_a_batch_again;

public sealed class Reading_batches_on_SQLite : Reading_batches;
