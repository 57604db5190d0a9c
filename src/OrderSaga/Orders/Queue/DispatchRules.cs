using OrderSaga.Settings;

namespace OrderSaga.Orders.Queue;

public sealed class DispatchRules() : SettingsRules<DispatchOptions>("Dispatch")
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
