using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OrderSaga.Jobs;

/// <summary>One line of a job's history: a change, or something that came and changed nothing.</summary>
public sealed class JobHistoryEntry
{
    /// <summary>The job whose line it is.</summary>
    public Guid JobId { get; init; }

    /// <summary>1, 2, 3 … within the job.</summary>
    public int Entry { get; init; }

    /// <summary>UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>Status before; null in the first line.</summary>
    public string? FromStatus { get; init; }

    /// <summary>Status after; that of before, where nothing changed.</summary>
    public string ToStatus { get; init; } = null!;

    /// <summary>Where the job stood within that status, in the words of its feature.</summary>
    public string Phase { get; init; } = null!;

    /// <summary>What caused it, in a word of the job's own machine, such as submitted, granted or deadline.</summary>
    public string Cause { get; init; } = null!;

    /// <summary>The job did not change: it came late, twice or for an older attempt.</summary>
    public bool Late { get; init; }

    /// <summary>Of a job that is tried again when it fails: the attempt that the line is about; else 0.</summary>
    public int Attempt { get; init; }

    /// <summary>The id under which that attempt is known outside.</summary>
    public string? RequestId { get; init; }

    /// <summary>What the job told people then; null for nothing.</summary>
    public string? Message { get; init; }
}

sealed class JobHistoryMap : IEntityTypeConfiguration<JobHistoryEntry>
{
    public void Configure(EntityTypeBuilder<JobHistoryEntry> builder)
    {
        // Named when orders were the only jobs.
        builder.ToTable("order_history");
        builder.Property(entry => entry.JobId).HasColumnName("order_id");
        builder.HasKey(entry => new { entry.JobId, entry.Entry });
        builder.Property(entry => entry.Entry).ValueGeneratedNever();
    }
}

/// <summary>The columns of <see cref="JobHistoryEntry"/> for statements that write lines of history beside the saga store.</summary>
static class HistoryTable
{
    /// <summary>To be followed by VALUES or a select in this order.</summary>
    public const string Insert = "INSERT INTO order_history (order_id, entry, at, from_status, to_status, phase, cause, late, attempt, request_id)";
}
