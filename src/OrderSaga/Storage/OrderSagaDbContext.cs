using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Echoes;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.SagaStore.Outbox;

namespace OrderSaga.Storage;

/// <summary>The model: the saga store writes by it, the gateway reads with it.</summary>
public sealed class OrderSagaDbContext(DbContextOptions<OrderSagaDbContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
    public DbSet<Bulk> Bulks => Set<Bulk>();
    public DbSet<BulkProduct> BulkProducts => Set<BulkProduct>();
    public DbSet<Batch> Batches => Set<Batch>();

    /// <summary>The history of every job: of orders, bulks and batches, by its id.</summary>
    public DbSet<JobHistoryEntry> History => Set<JobHistoryEntry>();
    public DbSet<EchoJob> Echoes => Set<EchoJob>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Both databases hold UTC; SQLite forgets the kind.
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(OrderSagaDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase(property.Name));
        }
        modelBuilder.AddOutbox();
    }

    static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }
        return text.ToString();
    }

    sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => value.Kind == DateTimeKind.Utc ? value : DateTime.SpecifyKind(value, DateTimeKind.Utc),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}
