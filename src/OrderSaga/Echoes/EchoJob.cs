using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderSaga.Jobs;
using OrderSaga.Storage;

namespace OrderSaga.Echoes;

/// <summary>An echo that was asked for asynchronously: gives back what it was given, after a pause. All times UTC.</summary>
public sealed class EchoJob : IReportedJob<EchoJob>
{
    /// <summary>Its word in a callback's row.</summary>
    public const string JobKind = "echo";

    static JobReports<EchoJob> IReportedJob<EchoJob>.Reports { get; } = new EchoReports();

    /// <summary>The job's id.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>Name of the machine's state; stored as the OGC status.</summary>
    public string State { get; set; } = null!;

    // What was asked for; fixed at acceptance.

    /// <summary>What it gives back, as the gateway wrote it; null in what lists read.</summary>
    [NotInLists]
    public string Outputs { get; set; } = null!;

    /// <summary>Seconds.</summary>
    public int Pause { get; set; }

    /// <inheritdoc/>
    public string Owner { get; set; } = null!;

    /// <summary>JSON of successUri, inProgressUri, failedUri.</summary>
    [NotInSnapshot]
    public string? Subscriber { get; set; }

    /// <summary>How its client wanted the results, in the gateway's words.</summary>
    public string? ResultForm { get; set; }

    /// <summary>When it was asked for.</summary>
    public DateTime Created { get; set; }

    /// <inheritdoc/>
    public DateTime? Started { get; set; }

    /// <inheritdoc/>
    public DateTime? Finished { get; set; }

    /// <inheritdoc/>
    public DateTime Updated { get; set; }

    /// <inheritdoc/>
    public DateTime? RemovedAt { get; set; }

    /// <summary>End of the pause.</summary>
    public DateTime? Deadline { get; set; }

    /// <summary>Number of the last change.</summary>
    public int Sequence { get; set; }

    /// <summary>The OGC status of the echo itself.</summary>
    public string Status => JobStatus.FromState(State);

    DateTime? IJobSaga.Created => Created;
}

sealed class EchoReports() : JobReports<EchoJob>(EchoJob.JobKind);

sealed class EchoJobMap() : JobMap<EchoJob>(
    "echo_jobs",
    nameof(EchoJob.Outputs), nameof(EchoJob.Pause), nameof(EchoJob.Owner), nameof(EchoJob.Subscriber), nameof(EchoJob.ResultForm), nameof(EchoJob.Created))
{
    public override void Configure(EntityTypeBuilder<EchoJob> builder)
    {
        base.Configure(builder);
        // The job list, newest first.
        builder.HasIndex(echo => new { echo.Created, echo.CorrelationId }, "ix_echo_jobs_created").IsDescending();
    }
}

/// <summary>What the gateway reads of echoes.</summary>
public sealed class EchoQueries(IDbContextFactory<OrderSagaDbContext> contexts) : JobQueries<EchoJob>(contexts)
{
    /// <summary>What an echo gives back, as the gateway wrote it; null for one that is gone.</summary>
    public async Task<string?> OutputsAsync(Guid id, CancellationToken cancellation)
    {
        await using var context = await OpenAsync(cancellation);
        return await context.Set<EchoJob>().AsNoTracking().Where(echo => echo.CorrelationId == id).Select(echo => echo.Outputs).FirstOrDefaultAsync(cancellation);
    }
}
