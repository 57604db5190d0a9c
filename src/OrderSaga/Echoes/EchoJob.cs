using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OrderSaga.Jobs;

namespace OrderSaga.Echoes;

/// <summary>An echo that was asked for asynchronously: gives back what it was given, after a pause. All times UTC.</summary>
public sealed class EchoJob : IJobSaga, ISubscribedSaga
{
    /// <summary>The job's id.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>Name of the machine's state; stored as the OGC status.</summary>
    public string State { get; set; } = null!;

    // What was asked for; fixed at acceptance.

    /// <summary>What it gives back, as the gateway wrote it.</summary>
    public string Outputs { get; set; } = null!;

    /// <summary>Seconds.</summary>
    public int Pause { get; set; }

    public string Owner { get; set; } = null!;

    /// <summary>JSON of successUri, inProgressUri, failedUri.</summary>
    public string? Subscriber { get; set; }

    /// <summary>How its client wanted the results, in the gateway's words.</summary>
    public string? ResultForm { get; set; }

    public DateTime Created { get; set; }
    public DateTime? Started { get; set; }
    public DateTime? Finished { get; set; }
    public DateTime Updated { get; set; }
    public DateTime? RemovedAt { get; set; }

    /// <summary>End of the pause.</summary>
    public DateTime? Deadline { get; set; }

    /// <summary>Number of the last change.</summary>
    public int Sequence { get; set; }

    /// <summary>The OGC status of the echo itself.</summary>
    public string Status => JobStatus.FromState(State);
}

sealed class EchoJobMap : IEntityTypeConfiguration<EchoJob>
{
    static readonly string[] Fixed =
    [
        nameof(EchoJob.Outputs), nameof(EchoJob.Pause), nameof(EchoJob.Owner), nameof(EchoJob.Subscriber), nameof(EchoJob.ResultForm), nameof(EchoJob.Created),
    ];

    public void Configure(EntityTypeBuilder<EchoJob> builder)
    {
        builder.ToTable("echo_jobs");
        builder.HasKey(echo => echo.CorrelationId);
        builder.Property(echo => echo.CorrelationId).ValueGeneratedNever();
        builder.Ignore(echo => echo.Status);
        builder.Property(echo => echo.State).HasConversion(
            state => JobStatus.FromState(state), status => JobStatus.ToState(status));
        foreach (var name in Fixed)
            builder.Property(name).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
