using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OrderSaga.SagaStore.Outbox;

namespace OrderSaga.Storage;

/// <summary>
/// The model: the saga store writes by it, the gateway reads with it. It names no entity: every room brings the maps
/// (<see cref="IEntityTypeConfiguration{TEntity}"/>) of its own, with keys and indexes, in columns of snake case, and asks for <c>Set</c> of them.
/// </summary>
public sealed class OrderSagaDbContext(DbContextOptions<OrderSagaDbContext> options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Both databases hold UTC; SQLite forgets the kind.
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(OrderSagaDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(property.FindAnnotation(RelationalAnnotationNames.ColumnName)?.Value as string ?? SnakeCase(property.Name));
        }
        modelBuilder.AddOutbox();
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
            entity.FindPrimaryKey()!.SetName($"pk_{entity.GetTableName()}");
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
