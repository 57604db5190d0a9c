using Microsoft.Data.Sqlite;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;

namespace OrderSaga.Callbacks;

sealed class SqliteCallbackTable(string connectionString) : CallbackTable
{
    readonly SqliteWriter _writer = SqliteWriter.For(connectionString);

    public override async Task SortAsync(IReadOnlyList<Sorted> events, CancellationToken cancellation)
    {
        await using var session = await _writer.BeginAsync(cancellation);
        using var command = session.Command("UPDATE callbacks SET lane = $lane WHERE job_id = $job AND sequence = $sequence AND lane IS NULL");
        foreach (var (jobId, sequence, lane) in events)
            Run(command, ("$job", jobId), ("$sequence", sequence), ("$lane", lane));
        session.Commit();
    }

    public override async Task<IReadOnlyList<Callback>> ClaimAsync(
        IReadOnlyList<(string Lane, int Places)> lanes, DateTime now, DateTime until, CancellationToken cancellation)
    {
        await using var session = await _writer.BeginAsync(cancellation);
        using var command = session.Command(
            $"""
            UPDATE callbacks SET next_attempt = $until, attempts = attempts + 1, last_attempt = $now, first_attempt = coalesce(first_attempt, $now)
            WHERE (job_id, sequence) IN (
                SELECT job_id, sequence FROM callbacks AS c
                WHERE state = '{CallbackState.Pending}' AND lane = $lane AND next_attempt <= $now AND NOT EXISTS (
                    SELECT 1 FROM callbacks AS e WHERE e.job_id = c.job_id AND e.sequence < c.sequence AND e.state = '{CallbackState.Pending}')
                ORDER BY next_attempt, job_id, sequence
                LIMIT $places)
            RETURNING {Columns}
            """);
        var callbacks = new List<Callback>();
        foreach (var (lane, places) in lanes)
        {
            Set(command, ("$now", now), ("$until", until), ("$lane", lane), ("$places", places));
            using var reader = command.ExecuteReader();
            while (reader.Read())
                callbacks.Add(Read(reader));
        }
        session.Commit();
        return callbacks;
    }

    public override async Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellation)
    {
        await using var session = await _writer.BeginAsync(cancellation);
        using var command = session.Command(
            $"""
            UPDATE callbacks SET state = $state, attempts = $attempts, next_attempt = $next, settled_at = $settled,
                last_status = $status, last_answer = $answer, last_fault = $fault
            WHERE job_id = $job AND sequence = $sequence AND state = '{CallbackState.Pending}' AND next_attempt = $claim
            """);
        foreach (var s in settlements)
        {
            Run(
                command, ("$job", s.JobId), ("$sequence", s.Sequence), ("$claim", s.Claim), ("$state", s.State), ("$attempts", s.Attempts),
                ("$next", s.NextAttempt), ("$settled", s.SettledAt), ("$status", s.LastStatus), ("$answer", s.LastAnswer), ("$fault", s.LastFault));
        }
        session.Commit();
    }

    public override async Task<bool> ReplayAsync(Guid jobId, int sequence, DateTime now, CancellationToken cancellation)
    {
        await using var session = await _writer.BeginAsync(cancellation);
        using var command = session.Command(
            $"""
            UPDATE callbacks SET state = '{CallbackState.Pending}', attempts = 0, first_attempt = NULL, next_attempt = $now, settled_at = NULL
            WHERE job_id = $job AND sequence = $sequence AND state <> '{CallbackState.Pending}'
            """);
        var replayed = Run(command, ("$job", jobId), ("$sequence", sequence), ("$now", now));
        session.Commit();
        return replayed > 0;
    }

    public override async Task<int> ForgetAsync(DateTime before, int limit, CancellationToken cancellation)
    {
        await using var session = await _writer.BeginAsync(cancellation);
        using var command = session.Command(
            """
            DELETE FROM callbacks WHERE (job_id, sequence) IN (
                SELECT job_id, sequence FROM callbacks WHERE settled_at < $before ORDER BY settled_at LIMIT $limit)
            """);
        var forgotten = Run(command, ("$before", before), ("$limit", limit));
        session.Commit();
        return forgotten;
    }

    static int Run(SqliteCommand command, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        Set(command, parameters);
        return command.ExecuteNonQuery();
    }

    static void Set(SqliteCommand command, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        command.Parameters.Clear();
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
    }
}
