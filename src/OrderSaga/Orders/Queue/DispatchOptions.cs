using OrderSaga.Archive;
using OrderSaga.Settings;

namespace OrderSaga.Orders.Queue;

/// <summary>Section <c>Dispatch</c>: how owners share the window of <see cref="ArchiveOptions.MaxInFlight"/>.</summary>
public sealed class DispatchOptions
{
    /// <summary>
    /// Percent of the window that an owner alone may fill. What stays free is for those who come next, so that a slow
    /// archive full of one owner's requests keeps nobody out. The more owners are busy, the less each may fill
    /// (<see cref="WindowShare"/>). 100: no place is kept.
    /// </summary>
    public int OwnerShare { get; set; } = 80;

    /// <summary>Most requests of one owner in flight; unset or 0: no limit but the share.</summary>
    public int? OwnerLimit { get; set; }

    /// <summary>Owners with a limit of their own in place of <see cref="OwnerLimit"/>; 0: none. Names as orders write them.</summary>
    public Dictionary<string, string> Owners { get; set; } = new(StringComparer.Ordinal);
}

sealed class DispatchRules() : SettingsRules<DispatchOptions>("Dispatch")
{
    const int MostInFlight = 1_000_000;

    protected override void Check(DispatchOptions options)
    {
        Between(nameof(options.OwnerShare), options.OwnerShare, 1, 100);
        Between(nameof(options.OwnerLimit), options.OwnerLimit ?? 0, 0, MostInFlight);
        foreach (var (owner, limit) in options.Owners)
        {
            Must(
                OwnerLimits.TryRead(limit, out var most) && most <= MostInFlight,
                $"{nameof(options.Owners)}:{owner}", limit, $"must be a whole number from 0 to {MostInFlight}");
        }
    }
}
