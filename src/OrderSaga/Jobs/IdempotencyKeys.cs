using System.Data.Common;

namespace OrderSaga.Jobs;

/// <summary>Keeps idempotency keys: the first to claim one has it, also against other processes and after a restart.</summary>
public abstract class IdempotencyKeys
{
    const string OfKey = "owner = @owner AND process = @process AND key = @key";

    /// <summary>Claims the key, unless somebody did since <paramref name="expired"/>.</summary>
    /// <returns>The key as it is claimed now: <paramref name="claim"/>, or an earlier one.</returns>
    public Task<IdempotencyKey> ClaimAsync(IdempotencyKey claim, DateTime expired, CancellationToken cancellation) => WriteAsync(
        async command =>
        {
            // Two first ones: the row's lock lets one insert, and the other then reads what it left.
            command.CommandText =
                """
                INSERT INTO idempotency_keys (owner, process, key, digest, job_id, created) VALUES (@owner, @process, @key, @digest, @job, @created)
                ON CONFLICT (owner, process, key) DO UPDATE SET digest = excluded.digest, job_id = excluded.job_id, created = excluded.created
                WHERE idempotency_keys.created <= @expired
                """;
            Add(command, claim);
            Add(command, "@digest", claim.Digest);
            Add(command, "@job", claim.JobId);
            Add(command, "@created", claim.Created);
            Add(command, "@expired", expired);
            if (await command.ExecuteNonQueryAsync(cancellation) > 0)
                return claim;
            command.CommandText = $"SELECT digest, job_id, created FROM idempotency_keys WHERE {OfKey}";
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            // Released between the two statements: as good as never claimed, and its client will ask again.
            return !await reader.ReadAsync(cancellation) ? claim : new IdempotencyKey
            {
                Owner = claim.Owner,
                Process = claim.Process,
                Key = claim.Key,
                Digest = reader.GetString(0),
                JobId = reader.GetGuid(1),
                Created = DateTime.SpecifyKind(reader.GetDateTime(2), DateTimeKind.Utc),
            };
        },
        cancellation);

    /// <summary>The request made another job than its claim said.</summary>
    public Task PointAsync(IdempotencyKey claim, Guid jobId, CancellationToken cancellation) => WriteAsync(
        command =>
        {
            command.CommandText = $"UPDATE idempotency_keys SET job_id = @job WHERE {OfKey} AND digest = @digest";
            Add(command, claim);
            Add(command, "@digest", claim.Digest);
            Add(command, "@job", jobId);
            return command.ExecuteNonQueryAsync(cancellation);
        },
        cancellation);

    /// <summary>Gives up a claim whose request was refused: its client may correct it and use the key again.</summary>
    public Task ReleaseAsync(IdempotencyKey claim, CancellationToken cancellation) => WriteAsync(
        command =>
        {
            command.CommandText = $"DELETE FROM idempotency_keys WHERE {OfKey} AND job_id = @job";
            Add(command, claim);
            Add(command, "@job", claim.JobId);
            return command.ExecuteNonQueryAsync(cancellation);
        },
        cancellation);

    /// <summary>Deletes what was claimed until <paramref name="expired"/>.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> ForgetAsync(DateTime expired, CancellationToken cancellation) => WriteAsync(
        command =>
        {
            command.CommandText = "DELETE FROM idempotency_keys WHERE created <= @expired";
            Add(command, "@expired", expired);
            return command.ExecuteNonQueryAsync(cancellation);
        },
        cancellation);

    /// <summary>Runs the work on a writing connection; what it did is committed when it returns.</summary>
    protected abstract Task<T> WriteAsync<T>(Func<DbCommand, Task<T>> work, CancellationToken cancellation);

    static void Add(DbCommand command, IdempotencyKey key)
    {
        Add(command, "@owner", key.Owner);
        Add(command, "@process", key.Process);
        Add(command, "@key", key.Key);
    }

    static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
