using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OrderSaga.Orders.Queue;

/// <summary>
/// The window towards REGARDS as it was last counted, one row. Its lock lets one dispatcher claim at a time, of all
/// workers.
/// </summary>
/// <remarks>
/// Nothing here is truth: <see cref="Taken"/> is the count of orders in flight when it was last taken, and what was
/// claimed since. Orders that end meanwhile make it too high, never too low, until the next count puts it right.
/// </remarks>
sealed class DispatchWindow
{
    public int Id { get; init; }
    public int Taken { get; init; }
    public DateTime CountedAt { get; init; }

    /// <summary>The owner whose turn was last.</summary>
    public string Turn { get; init; } = "";
}

/// <summary>The same for one owner.</summary>
sealed class DispatchOwner
{
    public string Owner { get; init; } = "";
    public int InFlight { get; init; }

    /// <summary>Requests in the hour before <see cref="HourCountedAt"/>, and since; only for an owner with an hourly quota.</summary>
    public int SentInHour { get; init; }

    public DateTime? HourCountedAt { get; init; }

    /// <summary>The hourly quota is used up until then.</summary>
    public DateTime? HeldUntil { get; init; }
}

sealed class DispatchWindowMap : IEntityTypeConfiguration<DispatchWindow>
{
    public void Configure(EntityTypeBuilder<DispatchWindow> builder)
    {
        builder.ToTable("dispatch_window");
        builder.HasKey(window => window.Id);
        builder.Property(window => window.Id).ValueGeneratedNever();
    }
}

sealed class DispatchOwnerMap : IEntityTypeConfiguration<DispatchOwner>
{
    public void Configure(EntityTypeBuilder<DispatchOwner> builder)
    {
        builder.ToTable("dispatch_owners");
        builder.HasKey(owner => owner.Owner);
        builder.Property(owner => owner.Owner).ValueGeneratedNever();
    }
}
