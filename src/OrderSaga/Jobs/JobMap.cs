using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OrderSaga.Jobs;

/// <summary>Columns of a job's saga, with the indexes that every kind of job needs; a kind's own stand in its map.</summary>
/// <param name="table">Name of its table.</param>
/// <param name="fixedAtStart">Members that are fixed when the row is made, and stay out of every update.</param>
abstract class JobMap<TSaga>(string table, params IReadOnlyList<string> fixedAtStart) : IEntityTypeConfiguration<TSaga>
    where TSaga : class, IJobSaga
{
    /// <summary>The status as clients know it; in a saga the state is its name.</summary>
    const string Status = "Status";

    public virtual void Configure(EntityTypeBuilder<TSaga> builder)
    {
        builder.ToTable(table);
        builder.HasKey(nameof(IJobSaga.CorrelationId));
        builder.Property(nameof(IJobSaga.CorrelationId)).ValueGeneratedNever();
        builder.Ignore(Status);
        if (typeof(IPlacedJob).IsAssignableFrom(typeof(TSaga)))
        {
            // A dismissal that waits for its job is no job to anybody; the store, which has statements of its own, finds it.
            var awaited = JobStatus.ToState(JobStatus.Awaited);
            builder.HasQueryFilter(job => job.State != awaited);
        }
        // The sweep of deadlines.
        builder.HasIndex([nameof(IJobSaga.Deadline)], $"ix_{table}_deadline").HasFilter("deadline IS NOT NULL");
        builder.Property<string>(nameof(IJobSaga.State)).HasConversion(state => JobStatus.FromState(state), status => JobStatus.ToState(status));
        foreach (var name in fixedAtStart)
            builder.Property(name).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
