using Npgsql;
using NpgsqlTypes;
using OrderSaga.Jobs;

namespace OrderSaga.Callbacks;

sealed class PostgresCallbackTable(string connectionString) : CallbackTable, IAsyncDisposable
{
    /// <summary>$1 now, $2 until, $3 lane, $4 places.</summary>
    public const string ClaimStatement =
        $"""
        WITH due(of_job, number) AS MATERIALIZED (
            SELECT job_id, sequence FROM callbacks AS c
            WHERE state = '{CallbackState.Pending}' AND lane = $3 AND next_attempt <= $1 AND NOT EXISTS (
                SELECT 1 FROM callbacks AS e WHERE e.job_id = c.job_id AND e.sequence < c.sequence AND e.state = '{CallbackState.Pending}')
            ORDER BY next_attempt, job_id, sequence
            LIMIT $4
            FOR UPDATE SKIP LOCKED)
        UPDATE callbacks AS t SET next_attempt = $2, attempts = attempts + 1, last_attempt = $1, first_attempt = COALESCE(first_attempt, $1)
        FROM due WHERE t.job_id = due.of_job AND t.sequence = due.number
        RETURNING {Columns}
        """;

    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true });

    public override async Task SortAsync(IReadOnlyList<Sorted> events, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand(
            """
            WITH free AS MATERIALIZED (
                SELECT c.job_id, c.sequence, s.lane FROM callbacks AS c
                JOIN unnest($1, $2, $3) AS s(job_id, sequence, lane) ON s.job_id = c.job_id AND s.sequence = c.sequence
                WHERE c.lane IS NULL FOR UPDATE OF c SKIP LOCKED)
            UPDATE callbacks AS t SET lane = free.lane FROM free WHERE t.job_id = free.job_id AND t.sequence = free.sequence
            """);
        command.Parameters.Add(Uuids(events.Select(e => e.JobId)));
        command.Parameters.Add(Integers(events.Select(e => (int?)e.Sequence)));
        command.Parameters.Add(Texts(events.Select(e => e.Lane)));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public override async Task<IReadOnlyList<Callback>> ClaimAsync(
        IReadOnlyList<(string Lane, int Places)> lanes, DateTime now, DateTime until, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var batch = connection.CreateBatch();
        foreach (var (lane, places) in lanes)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(ClaimStatement)
            {
                Parameters = { Time(now), Time(until), new() { Value = lane }, new() { Value = (long)places } },
            });
        }
        var callbacks = new List<Callback>();
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        do
        {
            while (await reader.ReadAsync(cancellation))
                callbacks.Add(Read(reader));
        }
        while (await reader.NextResultAsync(cancellation));
        return callbacks;
    }

    public override async Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand(
            $"""
            UPDATE callbacks AS t SET state = s.state, attempts = s.attempts, next_attempt = s.next_attempt, settled_at = s.settled_at,
                last_status = s.last_status, last_answer = s.last_answer, last_fault = s.last_fault
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                AS s(job_id, sequence, claim, state, attempts, next_attempt, settled_at, last_status, last_answer, last_fault)
            WHERE t.job_id = s.job_id AND t.sequence = s.sequence AND t.state = '{CallbackState.Pending}' AND t.next_attempt = s.claim
            """);
        command.Parameters.Add(Uuids(settlements.Select(s => s.JobId)));
        command.Parameters.Add(Integers(settlements.Select(s => (int?)s.Sequence)));
        command.Parameters.Add(Times(settlements.Select(s => (DateTime?)s.Claim)));
        command.Parameters.Add(Texts(settlements.Select(s => s.State)));
        command.Parameters.Add(Integers(settlements.Select(s => (int?)s.Attempts)));
        command.Parameters.Add(Times(settlements.Select(s => s.NextAttempt)));
        command.Parameters.Add(Times(settlements.Select(s => s.SettledAt)));
        command.Parameters.Add(Integers(settlements.Select(s => s.LastStatus)));
        command.Parameters.Add(Texts(settlements.Select(s => s.LastAnswer)));
        command.Parameters.Add(Texts(settlements.Select(s => s.LastFault)));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public override async Task<bool> ReplayAsync(Guid jobId, int sequence, DateTime now, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand(
            $"""
            UPDATE callbacks SET state = '{CallbackState.Pending}', attempts = 0, first_attempt = NULL, next_attempt = $3, settled_at = NULL
            WHERE job_id = $1 AND sequence = $2 AND state <> '{CallbackState.Pending}'
            """);
        command.Parameters.Add(new() { Value = jobId });
        command.Parameters.Add(new() { Value = sequence });
        command.Parameters.Add(Time(now));
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    public override async Task<int> ForgetAsync(DateTime before, int limit, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand(
            """
            WITH old AS MATERIALIZED (
                SELECT job_id, sequence FROM callbacks WHERE settled_at < $1 ORDER BY settled_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            DELETE FROM callbacks AS t USING old WHERE t.job_id = old.job_id AND t.sequence = old.sequence
            """);
        command.Parameters.Add(Time(before));
        command.Parameters.Add(new() { Value = (long)limit });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    static NpgsqlParameter Time(DateTime value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    static NpgsqlParameter Uuids(IEnumerable<Guid> values) => Array(values.ToArray(), NpgsqlDbType.Uuid);

    static NpgsqlParameter Integers(IEnumerable<int?> values) => Array(values.ToArray(), NpgsqlDbType.Integer);

    static NpgsqlParameter Texts(IEnumerable<string?> values) => Array(values.ToArray(), NpgsqlDbType.Text);

    static NpgsqlParameter Times(IEnumerable<DateTime?> values) => Array(values.ToArray(), NpgsqlDbType.TimestampTz);

    static NpgsqlParameter Array(object values, NpgsqlDbType type) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
