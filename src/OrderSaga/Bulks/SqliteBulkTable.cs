using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using OrderSaga.Batches;
using OrderSaga.SagaStore;

namespace OrderSaga.Bulks;

sealed class SqliteBulkTable(string connectionString) : BulkTable
{
    readonly SqliteWriter _writer = SqliteWriter.For(connectionString);

    public override async Task<Guid?> ClaimAsync(DateTime now, DateTime until, CancellationToken cancellation)
    {
        await using var session = await _writer.BeginAsync(cancellation);
        using var command = Command(
            session,
            """
            UPDATE bulks SET claimed_until = $until
            WHERE correlation_id = (
                SELECT correlation_id FROM bulks
                WHERE due IS NOT NULL AND due <= $now AND (claimed_until IS NULL OR claimed_until <= $now)
                ORDER BY priority DESC, due, correlation_id
                LIMIT 1)
            RETURNING correlation_id
            """,
            ("$now", now), ("$until", until));
        var id = command.ExecuteScalar();
        session.Commit();
        return id is string text ? Guid.Parse(text) : null;
    }

    public override async Task<bool> RenewAsync(Claim claim, DateTime until, CancellationToken cancellation) =>
        await ExecuteAsync($"UPDATE bulks SET claimed_until = $until WHERE correlation_id = $id AND {ClaimStands} = $claimed", [.. Of(claim), ("$until", until)], cancellation) > 0;

    public override Task ReleaseAsync(Claim claim, DateTime again, CancellationToken cancellation) =>
        ExecuteAsync($"UPDATE bulks SET claimed_until = NULL, due = $again WHERE correlation_id = $id AND {ClaimStands} = $claimed", [.. Of(claim), ("$again", again)], cancellation);

    public override async Task<bool> SettleAsync(Claim claim, CancellationToken cancellation) =>
        await ExecuteAsync($"UPDATE bulks SET claimed_until = NULL, due = NULL WHERE correlation_id = $id AND {ClaimStands} = $claimed", Of(claim), cancellation) > 0;

    public override async Task<bool> StoreAsync(Claim claim, ProductPage page, CancellationToken cancellation)
    {
        await using var session = await _writer.BeginAsync(cancellation);
        using var progress = Command(
            session,
            $"""
            UPDATE bulks SET resume = $resume, matched = $matched, taken = $taken, rejected = $rejected, phase = $phase, updated = $now
            WHERE correlation_id = $id AND {ClaimStands} = $claimed
            """,
            [
                .. Of(claim), ("$resume", page.Resume), ("$matched", page.Matched), ("$taken", page.Taken), ("$rejected", page.Rejected),
                ("$phase", page.IsLast ? BulkPhase.Splitting : BulkPhase.Resolving), ("$now", page.Now),
            ]);
        if (progress.ExecuteNonQuery() == 0)
            return false;
        using var insert = Command(
            session,
            $"INSERT INTO bulk_products ({string.Join(", ", ProductColumns)}) VALUES ({string.Join(", ", ProductColumns.Select(column => "$" + column))})",
            [.. ProductColumns.Select(column => ("$" + column, (object?)null))]);
        foreach (var product in page.Products)
        {
            object?[] values =
            [
                product.BulkId, product.Position, product.Identifier, product.Urn, product.ProductId, product.Model, product.EntityType, product.Size,
                product.BatchId, product.BatchNumber, product.Reason, product.Fault,
            ];
            for (var i = 0; i < values.Length; i++)
                insert.Parameters[i].Value = values[i] ?? DBNull.Value;
            insert.ExecuteNonQuery();
        }
        session.Commit();
        return true;
    }

    public override async IAsyncEnumerable<StoredProduct> StoredAsync(Guid bulkId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT urn, size, batch_number, reason FROM bulk_products WHERE bulk_id = $id ORDER BY position";
        command.Parameters.AddWithValue("$id", bulkId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return new StoredProduct(
                reader.IsDBNull(0) ? null : reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetInt64(1),
                reader.IsDBNull(2) ? null : reader.GetInt32(2), reader.IsDBNull(3) ? null : reader.GetString(3));
        }
    }

    public override async Task<bool> StoreAsync(Claim claim, BatchPage page, CancellationToken cancellation)
    {
        var bulk = page.Bulk;
        await using var session = await _writer.BeginAsync(cancellation);
        using var held = Command(session, $"SELECT count(*) FROM bulks WHERE correlation_id = $id AND {ClaimStands} = $claimed", Of(claim));
        if (held.ExecuteScalar() is not > 0L)
            return false;
        using var insert = Command(
            session,
            $"""
            INSERT INTO batches (correlation_id, state, phase, bulk_id, number, owner, tenant, label, failure_policy, number_of_products, volume,
                prepared_at, priority, subscriber, waiting, running, successful, failed, dismissed, orders_stored, updated, deadline, sequence, entries)
            VALUES ($id, '{Prepared}', '{BatchPhase.Prepared}', $bulk, $number, $owner, $tenant, $label, $policy, $products, $volume,
                $now, $priority, $subscriber, 0, 0, 0, 0, 0, 0, $now, $deadline, 0, 1)
            ON CONFLICT (correlation_id) DO NOTHING
            """,
            ("$id", null), ("$number", null), ("$products", null), ("$volume", null), ("$bulk", bulk.CorrelationId), ("$owner", bulk.Owner),
            ("$tenant", bulk.Tenant), ("$label", bulk.Label), ("$policy", bulk.FailurePolicy), ("$now", page.Now), ("$priority", bulk.Priority),
            ("$subscriber", bulk.Subscriber), ("$deadline", page.Deadline));
        using var history = Command(
            session,
            $"""
            INSERT INTO order_history (order_id, entry, at, to_status, phase, cause, late, attempt)
            VALUES ($id, 1, $now, '{Prepared}', '{BatchPhase.Prepared}', '{BulkCause.Prepared}', 0, 0)
            """,
            ("$id", null), ("$now", page.Now));
        foreach (var (index, slice) in page.Slices.Index())
        {
            var id = BatchIds.Of(bulk.CorrelationId, page.First + index);
            insert.Parameters["$id"].Value = id;
            insert.Parameters["$number"].Value = page.First + index;
            insert.Parameters["$products"].Value = slice.Products;
            insert.Parameters["$volume"].Value = slice.Volume;
            if (insert.ExecuteNonQuery() == 0)
                continue;
            history.Parameters["$id"].Value = id;
            history.ExecuteNonQuery();
        }
        session.Commit();
        return true;
    }

    public override async Task DeleteOrderedAsync(Guid bulkId, CancellationToken cancellation)
    {
        while (await ExecuteAsync(
            """
            DELETE FROM bulk_products WHERE bulk_id = $id AND position IN (
                SELECT position FROM bulk_products WHERE bulk_id = $id AND reason IS NULL LIMIT 10000)
            """,
            [("$id", bulkId)], cancellation) > 0)
        {
            // On to the next ten thousand: other writers get their turn.
        }
    }

    /// <summary>SQLite chooses these indexes without statistics.</summary>
    public override Task AnalyseAsync(CancellationToken cancellation) => Task.CompletedTask;

    async Task<int> ExecuteAsync(string sql, (string Name, object? Value)[] values, CancellationToken cancellation)
    {
        await using var session = await _writer.BeginAsync(cancellation);
        using var command = Command(session, sql, values);
        var rows = command.ExecuteNonQuery();
        session.Commit();
        return rows;
    }

    static (string Name, object? Value)[] Of(Claim claim) => [("$id", claim.BulkId), ("$claimed", claim.Until)];

    static SqliteCommand Command(SqliteSession session, string sql, params (string Name, object? Value)[] values)
    {
        var command = session.Command(sql);
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
