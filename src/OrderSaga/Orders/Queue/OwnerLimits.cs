using System.Globalization;
using Microsoft.Extensions.Options;
using OrderSaga.Orders.Quotas;
using OrderSaga.Texts;

namespace OrderSaga.Orders.Queue;

/// <summary>How many requests of an owner may be in flight, and may go in an hour: settings of dispatch and quota together.</summary>
sealed class OwnerLimits
{
    static readonly TimeSpan HourHolds = TimeSpan.FromSeconds(10);

    readonly OwnerQuotas _quotas;
    readonly int? _usual;
    readonly Dictionary<string, int> _own;

    public OwnerLimits(IOptions<DispatchOptions> options, OwnerQuotas quotas)
    {
        _quotas = quotas;
        _usual = options.Value.OwnerLimit;
        _own = options.Value.Owners.ToDictionary(own => own.Key, own => TryRead(own.Value, out var limit) ? limit : 0, StringComparer.Ordinal);
        Share = new WindowShare(options.Value.OwnerShare);
        UsualMost = Most(_usual, quotas.Usual);
        Own = [.. _own.Keys.Union(quotas.Named, StringComparer.Ordinal).Select(owner => (owner, MostInFlight(owner)))];
    }

    /// <summary>Reads a limit as the settings hold it, by its value: 50.0 is 50.</summary>
    public static bool TryRead(string? text, out int limit)
    {
        var read = JsonNumber.TryReadWhole(text, out var number) || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        limit = read && number is >= 0 and <= int.MaxValue ? (int)number : 0;
        return read && limit == number;
    }

    public WindowShare Share { get; }

    /// <summary>Most in flight of an owner that is not in <see cref="Own"/>.</summary>
    public int UsualMost { get; }

    /// <summary>Owners with limits of their own, and their most in flight.</summary>
    public IReadOnlyList<(string Owner, int Most)> Own { get; }

    public int MostInFlight(string owner) => Most(_own.TryGetValue(owner, out var own) ? own : _usual, _quotas.Of(owner));

    /// <summary>Most requests in a rolling hour, or null.</summary>
    public int? MostInAnHour(string owner) => _quotas.Of(owner).OrdersPerHour;

    /// <summary>An owner's account as the database has it. The hour's figure holds for a while, with what was claimed since.</summary>
    public OwnerUse UseOf(string owner, int inFlight, int sentInHour, DateTime? hourCountedAt, DateTime? heldUntil, DateTime now) =>
        new(owner, MostInFlight(owner), MostInAnHour(owner))
        {
            InFlight = inFlight,
            SentInHour = hourCountedAt is { } at && (now - at).Duration() < HourHolds ? sentInHour : null,
            HeldUntil = heldUntil,
        };

    static int Most(int? limit, QuotaLimits quota) => Math.Min(limit is > 0 ? limit.Value : int.MaxValue, quota.OpenOrders ?? int.MaxValue);
}
