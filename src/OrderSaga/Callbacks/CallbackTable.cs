using System.Data;
using System.Data.Common;
using OrderSaga.Jobs;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Callbacks;

/// <summary>
/// The table of callbacks as the queues of the endpoints. An event is taken by putting its next attempt off, sent, and
/// then settled: no row lock is held while a subscriber takes its time, and what a dead worker had taken is due again later.
/// </summary>
sealed class CallbackTable(Database database)
{
    const string IsPending = $"state = '{CallbackState.Pending}'";

    static readonly string[] SortedColumns = ["job_id", "sequence", "lane"];

    static readonly string[] SettledColumns =
        ["job_id", "sequence", "claim", "state", "attempts", "next_attempt", "settled_at", "last_status", "last_answer", "last_fault"];

    /// <summary>An event with the endpoint whose queue it belongs into.</summary>
    public readonly record struct Sorted(Guid JobId, int Sequence, string Lane);

    /// <summary>Puts events into the queues of their endpoints. What another worker is at is left to it.</summary>
    public Task SortAsync(IReadOnlyList<Sorted> events, CancellationToken cancellation) => database.ExecuteAsync(
        $"""
        WITH free AS MATERIALIZED (
            SELECT c.job_id, c.sequence, s.lane FROM {database.Dialect.From("s", SortedColumns)} CROSS JOIN callbacks AS c
            WHERE c.job_id = s.job_id AND c.sequence = s.sequence AND c.lane IS NULL {database.Dialect.Lock("c", skipLocked: true)})
        UPDATE callbacks AS t SET lane = free.lane FROM free WHERE t.job_id = free.job_id AND t.sequence = free.sequence
        """,
        cancellation,
        ("@s", new RowTable()
            .With("job_id", events.Select(e => (Guid?)e.JobId))
            .With("sequence", events.Select(e => (int?)e.Sequence))
            .With("lane", events.Select(e => e.Lane))));

    /// <summary>
    /// Takes due events of these lanes, the longest due first, and none of whose job an earlier event is pending. Each
    /// counts an attempt, and is nobody else's until <paramref name="until"/>.
    /// </summary>
    public Task<IReadOnlyList<Callback>> ClaimAsync(
        IReadOnlyList<(string Lane, int Places)> lanes, DateTime now, DateTime until, CancellationToken cancellation)
    {
        var statements = string.Join(";\n", lanes.Select((_, i) => ClaimOf(database.Dialect, $"@lane{i}", $"@places{i}")));
        (string, object?)[] parameters =
        [
            ("@now", now), ("@until", until),
            .. lanes.SelectMany((lane, i) => new (string, object?)[] { ($"@lane{i}", lane.Lane), ($"@places{i}", lane.Places) }),
        ];
        return database.WriteAsync(session => session.ListAsync(statements, Read, cancellation, parameters), cancellation);
    }

    /// <summary>The statement that takes events of one lane at <c>@now</c>, until <c>@until</c>.</summary>
    /// <param name="dialect">The product's words.</param>
    /// <param name="lane">SQL of its name.</param>
    /// <param name="places">SQL of how many at most.</param>
    public static string ClaimOf(Dialect dialect, string lane, string places) =>
        $"""
        WITH due(of_job, number) AS MATERIALIZED (
            SELECT c.job_id, c.sequence FROM callbacks AS c
            WHERE c.{IsPending} AND c.lane = {lane} AND c.next_attempt <= @now AND NOT EXISTS (
                SELECT 1 FROM callbacks AS e WHERE e.job_id = c.job_id AND e.sequence < c.sequence AND e.{IsPending})
            ORDER BY c.next_attempt, c.job_id, c.sequence
            LIMIT {places}
            {dialect.Lock("c", skipLocked: true)})
        UPDATE callbacks AS t SET next_attempt = @until, attempts = attempts + 1, last_attempt = @now, first_attempt = coalesce(first_attempt, @now)
        FROM due WHERE t.job_id = due.of_job AND t.sequence = due.number
        RETURNING job_id, sequence, job_kind, owner, kind, uri, at, snapshot, lane, attempts, first_attempt, last_attempt, next_attempt,
            last_status, last_answer, last_fault
        """;

    static Callback Read(DbDataReader row) => new()
    {
        JobId = row.GetGuid("job_id"),
        Sequence = row.GetInt32("sequence"),
        JobKind = row.GetString("job_kind"),
        Owner = row.GetString("owner"),
        Kind = row.GetString("kind"),
        Uri = row.GetString("uri"),
        At = row.Time("at")!.Value,
        Snapshot = row.GetString("snapshot"),
        Lane = row.Text("lane"),
        Attempts = row.GetInt32("attempts"),
        FirstAttempt = row.Time("first_attempt"),
        LastAttempt = row.Time("last_attempt"),
        NextAttempt = row.Time("next_attempt"),
        LastStatus = row.Number("last_status"),
        LastAnswer = row.Text("last_answer"),
        LastFault = row.Text("last_fault"),
    };

    /// <summary>Writes outcomes; one whose claim is over meanwhile is dropped.</summary>
    public Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellation) => database.ExecuteAsync(
        $"""
        UPDATE callbacks AS t SET state = s.state, attempts = s.attempts, next_attempt = s.next_attempt, settled_at = s.settled_at,
            last_status = s.last_status, last_answer = s.last_answer, last_fault = s.last_fault
        FROM {database.Dialect.From("s", SettledColumns)}
        WHERE t.job_id = s.job_id AND t.sequence = s.sequence AND t.{IsPending} AND t.next_attempt = s.claim
        """,
        cancellation,
        ("@s", new RowTable()
            .With("job_id", settlements.Select(s => (Guid?)s.JobId))
            .With("sequence", settlements.Select(s => (int?)s.Sequence))
            .With("claim", settlements.Select(s => (DateTime?)s.Claim))
            .With("state", settlements.Select(s => s.State))
            .With("attempts", settlements.Select(s => (int?)s.Attempts))
            .With("next_attempt", settlements.Select(s => s.NextAttempt))
            .With("settled_at", settlements.Select(s => s.SettledAt))
            .With("last_status", settlements.Select(s => s.LastStatus))
            .With("last_answer", settlements.Select(s => s.LastAnswer))
            .With("last_fault", settlements.Select(s => s.LastFault))));

    /// <summary>Makes a settled event due again, its attempts and its time counted anew.</summary>
    /// <returns>Whether there was such a settled event.</returns>
    public async Task<bool> ReplayAsync(Guid jobId, int sequence, DateTime now, CancellationToken cancellation) => await database.ExecuteAsync(
        $"""
        UPDATE callbacks SET state = '{CallbackState.Pending}', attempts = 0, first_attempt = NULL, next_attempt = @now, settled_at = NULL
        WHERE job_id = @job AND sequence = @sequence AND NOT {IsPending}
        """,
        cancellation, ("@job", jobId), ("@sequence", sequence), ("@now", now)) > 0;

    /// <summary>Deletes up to <paramref name="limit"/> events settled before <paramref name="before"/>.</summary>
    /// <returns>How many.</returns>
    public Task<int> ForgetAsync(DateTime before, int limit, CancellationToken cancellation) => database.ExecuteAsync(
        $"""
        WITH old AS MATERIALIZED (
            SELECT c.job_id, c.sequence FROM callbacks AS c WHERE c.settled_at < @before ORDER BY c.settled_at LIMIT @limit
            {database.Dialect.Lock("c", skipLocked: true)})
        DELETE FROM callbacks WHERE (job_id, sequence) IN (SELECT job_id, sequence FROM old)
        """,
        cancellation, ("@before", before), ("@limit", limit));
}
