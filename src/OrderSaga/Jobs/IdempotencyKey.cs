using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OrderSaga.Jobs;

/// <summary>What a client's key stands for: one request, and the job that it made.</summary>
public sealed class IdempotencyKey
{
    /// <summary>Whose key it is; keys of several owners never meet.</summary>
    public string Owner { get; init; } = null!;

    /// <summary>Id of the process it was used on.</summary>
    public string Process { get; init; } = null!;

    public string Key { get; init; } = null!;

    /// <summary>Digest of the request's body.</summary>
    public string Digest { get; init; } = null!;

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
