using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Jobs;

/// <summary>What a client's key stands for: one request, and the job that it made.</summary>
public sealed class IdempotencyKey
{
    /// <summary>Whose key it is; keys of several owners never meet.</summary>
    public string Owner { get; init; } = null!;

    /// <summary>Id of the process it was used on.</summary>
    public string Process { get; init; } = null!;

    /// <summary>The header's value without its quotes, as the client chose it.</summary>
    public string Key { get; init; } = null!;

    /// <summary>Digest of the request's body.</summary>
    public string Digest { get; init; } = null!;

    /// <summary>The job that the request made; a repetition is answered with it.</summary>
    public Guid JobId { get; init; }

    /// <summary>UTC.</summary>
    public DateTime Created { get; init; }
}

sealed class IdempotencyKeyMap : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
    {
        builder.ToTable("idempotency_keys");
        builder.HasKey(key => new { key.Owner, key.Process, key.Key });
        // What has expired.
        builder.HasIndex(key => key.Created, "ix_idempotency_keys_created");
    }
}

/// <summary>Keeps idempotency keys: the first to claim one has it, also against other processes and after a restart.</summary>
public sealed class IdempotencyKeys(Database database)
{
    const string OfKey = "owner = @owner AND process = @process AND key = @key";

    /// <summary>Claims the key, unless somebody did since <paramref name="expired"/>.</summary>
    /// <returns>The key as it is claimed now: <paramref name="claim"/>, or an earlier one.</returns>
    public Task<IdempotencyKey> ClaimAsync(IdempotencyKey claim, DateTime expired, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            // Two first ones: the row's lock lets one insert, and the other then reads what it left.
            var claimed = await session.ExecuteAsync(
                """
                INSERT INTO idempotency_keys (owner, process, key, digest, job_id, created) VALUES (@owner, @process, @key, @digest, @job, @created)
                ON CONFLICT (owner, process, key) DO UPDATE SET digest = excluded.digest, job_id = excluded.job_id, created = excluded.created
                WHERE idempotency_keys.created <= @expired
                """,
                cancellation,
                [.. Of(claim), ("@digest", claim.Digest), ("@job", claim.JobId), ("@created", claim.Created), ("@expired", expired)]);
            if (claimed > 0)
                return claim;
            var held = await session.ListAsync(
                $"SELECT digest, job_id, created FROM idempotency_keys WHERE {OfKey}",
                row => new IdempotencyKey
                {
                    Owner = claim.Owner,
                    Process = claim.Process,
                    Key = claim.Key,
                    Digest = row.GetString("digest"),
                    JobId = row.GetGuid("job_id"),
                    Created = row.Time("created")!.Value,
                },
                cancellation, Of(claim));
            // Released between the two statements: as good as never claimed, and its client will ask again.
            return held is [var earlier] ? earlier : claim;
        },
        cancellation);

    /// <summary>The request made another job than its claim said.</summary>
    public Task PointAsync(IdempotencyKey claim, Guid jobId, CancellationToken cancellation) => database.ExecuteAsync(
        $"UPDATE idempotency_keys SET job_id = @job WHERE {OfKey} AND digest = @digest",
        cancellation, [.. Of(claim), ("@digest", claim.Digest), ("@job", jobId)]);

    /// <summary>Gives up a claim whose request was refused: its client may correct it and use the key again.</summary>
    public Task ReleaseAsync(IdempotencyKey claim, CancellationToken cancellation) => database.ExecuteAsync(
        $"DELETE FROM idempotency_keys WHERE {OfKey} AND job_id = @job", cancellation, [.. Of(claim), ("@job", claim.JobId)]);

    /// <summary>Deletes what was claimed until <paramref name="expired"/>.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> ForgetAsync(DateTime expired, CancellationToken cancellation) =>
        database.ExecuteAsync("DELETE FROM idempotency_keys WHERE created <= @expired", cancellation, ("@expired", expired));

    static (string Name, object? Value)[] Of(IdempotencyKey key) => [("@owner", key.Owner), ("@process", key.Process), ("@key", key.Key)];
}
