using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using OrderSaga.Batches;

namespace OrderSaga.Bulks;

/// <remarks>The bulk's row is locked first, so a dismissal waits for the page that is on its way, and the next page finds it dismissed.</remarks>
sealed class PostgresBulkTable(string connectionString) : BulkTable, IAsyncDisposable
{
    /// <summary>$1 now, $2 claimed until.</summary>
    public const string ClaimStatement =
        """
        UPDATE bulks SET claimed_until = $2
        WHERE correlation_id = (
            SELECT correlation_id FROM bulks
            WHERE due IS NOT NULL AND due <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
            ORDER BY priority DESC, due, correlation_id
            LIMIT 1
            FOR UPDATE SKIP LOCKED)
        RETURNING correlation_id
        """;

    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true });

    public override async Task<Guid?> ClaimAsync(DateTime now, DateTime until, CancellationToken cancellation)
    {
        await using var command = Command(_source.CreateCommand(ClaimStatement), now, until);
        return (Guid?)await command.ExecuteScalarAsync(cancellation);
    }

    public override async Task<bool> RenewAsync(Claim claim, DateTime until, CancellationToken cancellation) =>
        await ExecuteAsync($"UPDATE bulks SET claimed_until = $3 WHERE correlation_id = $1 AND {ClaimStands} = $2", cancellation, claim.BulkId, claim.Until, until) > 0;

    public override Task ReleaseAsync(Claim claim, DateTime again, CancellationToken cancellation) =>
        ExecuteAsync($"UPDATE bulks SET claimed_until = NULL, due = $3 WHERE correlation_id = $1 AND {ClaimStands} = $2", cancellation, claim.BulkId, claim.Until, again);

    public override async Task<bool> SettleAsync(Claim claim, CancellationToken cancellation) =>
        await ExecuteAsync($"UPDATE bulks SET claimed_until = NULL, due = NULL WHERE correlation_id = $1 AND {ClaimStands} = $2", cancellation, claim.BulkId, claim.Until) > 0;

    public override async Task<bool> StoreAsync(Claim claim, ProductPage page, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var progress = Command(
            new NpgsqlCommand(
                $"""
                UPDATE bulks SET resume = $3, matched = $4, taken = $5, rejected = $6, phase = $7, updated = $8
                WHERE correlation_id = $1 AND {ClaimStands} = $2
                """,
                connection),
            claim.BulkId, claim.Until, page.Resume, page.Matched, page.Taken, page.Rejected, page.IsLast ? BulkPhase.Splitting : BulkPhase.Resolving, page.Now);
        if (await progress.ExecuteNonQueryAsync(cancellation) == 0)
            return false;
        await CopyAsync(connection, page.Products, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<BulkProduct> products, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY bulk_products ({string.Join(", ", ProductColumns)}) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (var product in products)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(product.BulkId, NpgsqlDbType.Uuid, cancellation);
            await copy.WriteAsync(product.Position, NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(product.Identifier, NpgsqlDbType.Text, cancellation);
            await WriteAsync(copy, product.Urn, cancellation);
            await WriteAsync(copy, product.ProductId, cancellation);
            await WriteAsync(copy, product.Model, cancellation);
            await WriteAsync(copy, product.EntityType, cancellation);
            await WriteAsync(copy, product.Size, NpgsqlDbType.Bigint, cancellation);
            await WriteAsync(copy, product.BatchId, NpgsqlDbType.Uuid, cancellation);
            await WriteAsync(copy, product.BatchNumber, NpgsqlDbType.Integer, cancellation);
            await WriteAsync(copy, product.Reason, cancellation);
            await WriteAsync(copy, product.Fault, cancellation);
        }
        await copy.CompleteAsync(cancellation);
    }

    static Task WriteAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken cancellation) =>
        text is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(text, NpgsqlDbType.Text, cancellation);

    static Task WriteAsync<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type, CancellationToken cancellation)
        where T : struct => value is { } given ? copy.WriteAsync(given, type, cancellation) : copy.WriteNullAsync(cancellation);

    public override async IAsyncEnumerable<StoredProduct> StoredAsync(Guid bulkId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = Command(
            _source.CreateCommand("SELECT urn, size, batch_number, reason FROM bulk_products WHERE bulk_id = $1 ORDER BY position"), bulkId);
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
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var held = Command(
            new NpgsqlCommand($"SELECT 1 FROM bulks WHERE correlation_id = $1 AND {ClaimStands} = $2 FOR UPDATE", connection), claim.BulkId, claim.Until);
        if (await held.ExecuteScalarAsync(cancellation) is null)
            return false;
        await using var insert = Command(
            new NpgsqlCommand(
                $"""
                WITH stored AS (
                    INSERT INTO batches (correlation_id, state, phase, bulk_id, number, owner, tenant, label, failure_policy, number_of_products, volume,
                        prepared_at, priority, subscriber, waiting, running, successful, failed, dismissed, orders_stored, updated, deadline, sequence, entries)
                    SELECT id, '{Prepared}', '{BatchPhase.Prepared}', $5, number, $6, $7, $8::text, $9, products, volume,
                        $10, $11, $12::text, 0, 0, 0, 0, 0, false, $10, $13, 0, 1
                    FROM unnest($1, $2, $3, $4) AS slices(id, number, products, volume)
                    ON CONFLICT (correlation_id) DO NOTHING
                    RETURNING correlation_id)
                INSERT INTO order_history (order_id, entry, at, to_status, phase, cause, late, attempt)
                SELECT correlation_id, 1, $10, '{Prepared}', '{BatchPhase.Prepared}', '{BulkCause.Prepared}', false, 0 FROM stored
                """,
                connection),
            page.Slices.Select((_, i) => BatchIds.Of(bulk.CorrelationId, page.First + i)).ToArray(),
            Enumerable.Range(page.First, page.Slices.Count).ToArray(),
            page.Slices.Select(slice => slice.Products).ToArray(),
            page.Slices.Select(slice => slice.Volume).ToArray(),
            bulk.CorrelationId, bulk.Owner, bulk.Tenant, bulk.Label, bulk.FailurePolicy, page.Now, bulk.Priority, bulk.Subscriber, page.Deadline);
        await insert.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    public override async Task DeleteOrderedAsync(Guid bulkId, CancellationToken cancellation)
    {
        while (await ExecuteAsync(
            """
            DELETE FROM bulk_products WHERE bulk_id = $1 AND position = ANY(ARRAY(
                SELECT position FROM bulk_products WHERE bulk_id = $1 AND reason IS NULL LIMIT 10000))
            """,
            cancellation, bulkId) > 0)
        {
            // On to the next ten thousand: no lock is held for long.
        }
    }

    public override Task AnalyseAsync(CancellationToken cancellation) => ExecuteAsync("ANALYZE bulk_products, batches", cancellation);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    async Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params object?[] values)
    {
#pragma warning disable CA2100 // The texts are this class's own.
        await using var command = Command(_source.CreateCommand(sql), values);
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    static NpgsqlCommand Command(NpgsqlCommand command, params object?[] values)
    {
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
