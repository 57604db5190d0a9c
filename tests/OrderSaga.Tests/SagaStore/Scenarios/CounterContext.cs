using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OrderSaga.SagaStore.Outbox;

namespace OrderSaga.Tests.SagaStore;

public sealed class CounterContext(DbContextOptions<CounterContext> options) : DbContext(options)
{
    public DbSet<Counter> Counters => Set<Counter>();
    public DbSet<CounterEntry> Entries => Set<CounterEntry>();
    public DbSet<CounterMark> Marks => Set<CounterMark>();
    internal DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddOutbox();
        modelBuilder.Entity<Counter>(counter =>
        {
            counter.ToTable("counters", table => table.HasCheckConstraint("no_negative_count", "\"Count\" >= 0"));
            counter.HasKey(c => c.CorrelationId);
            counter.HasIndex(c => c.Deadline);
            counter.Property(c => c.Origin).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            counter.Property(c => c.Label).HasMaxLength(100);
            counter.Property(c => c.Colour).HasConversion<string>().HasMaxLength(20);
            counter.Property(c => c.Second).HasConversion<string>();
            counter.Property(c => c.Amount).HasPrecision(12, 3);
            counter.Property(c => c.Link).HasConversion(link => link!.ToString(), text => new Uri(text, UriKind.RelativeOrAbsolute));
        });
        modelBuilder.Entity<CounterEntry>(entry =>
        {
            entry.ToTable("entries");
            entry.HasOne<Counter>().WithMany().HasForeignKey(e => e.CounterId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<CounterMark>().ToTable("marks");
    }
}
