using System.Data.Common;
using OrderSaga.Jobs;

namespace OrderSaga.Callbacks;

/// <summary>
/// The table of callbacks as the queues of the endpoints. An event is taken by putting its next attempt off, sent, and
/// then settled: no row lock is held while a subscriber takes its time, and what a dead worker had taken is due again later.
/// </summary>
abstract class CallbackTable
{
    /// <summary>Puts events into the queues of their endpoints. What another worker is at is left to it.</summary>
    public abstract Task SortAsync(IReadOnlyList<Sorted> events, CancellationToken cancellation);

    /// <summary>
    /// Takes due events of these lanes, the longest due first, and none of whose job an earlier event is pending. Each
    /// counts an attempt, and is nobody else's until <paramref name="until"/>.
    /// </summary>
    public abstract Task<IReadOnlyList<Callback>> ClaimAsync(
        IReadOnlyList<(string Lane, int Places)> lanes, DateTime now, DateTime until, CancellationToken cancellation);

    /// <summary>Writes outcomes; one whose claim is over meanwhile is dropped.</summary>
    public abstract Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellation);

    /// <summary>Makes a settled event due again, its attempts and its time counted anew.</summary>
    /// <returns>Whether there was such a settled event.</returns>
    public abstract Task<bool> ReplayAsync(Guid jobId, int sequence, DateTime now, CancellationToken cancellation);

    /// <summary>Deletes up to <paramref name="limit"/> events settled before <paramref name="before"/>.</summary>
    /// <returns>How many.</returns>
    public abstract Task<int> ForgetAsync(DateTime before, int limit, CancellationToken cancellation);

    /// <summary>An event with the endpoint whose queue it belongs into.</summary>
    public readonly record struct Sorted(Guid JobId, int Sequence, string Lane);

    protected const string Columns =
        "job_id, sequence, job_kind, owner, kind, uri, at, snapshot, lane, attempts, first_attempt, last_attempt, next_attempt, last_status, last_answer, last_fault";

    protected static Callback Read(DbDataReader row) => new()
    {
        JobId = row.GetGuid(0),
        Sequence = row.GetInt32(1),
        JobKind = row.GetString(2),
        Owner = row.GetString(3),
        Kind = row.GetString(4),
        Uri = row.GetString(5),
        At = Utc(row, 6)!.Value,
        Snapshot = row.GetString(7),
        Lane = Text(row, 8),
        Attempts = row.GetInt32(9),
        FirstAttempt = Utc(row, 10),
        LastAttempt = Utc(row, 11),
        NextAttempt = Utc(row, 12),
        LastStatus = row.IsDBNull(13) ? null : row.GetInt32(13),
        LastAnswer = Text(row, 14),
        LastFault = Text(row, 15),
    };

    static string? Text(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);

    static DateTime? Utc(DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null : DateTime.SpecifyKind(row.GetDateTime(ordinal), DateTimeKind.Utc);
}
