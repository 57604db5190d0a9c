using System.Globalization;
using Microsoft.Extensions.Options;

namespace OrderSaga.Orders.Quotas;

/// <summary>The quotas of owners as they hold: an owner's own figure, else everybody's; null where there is none.</summary>
sealed class OwnerQuotas
{
    readonly Dictionary<string, QuotaLimits> _named;

    public OwnerQuotas(IOptions<QuotaOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Usual = Holding(options.Value, options.Value);
        _named = options.Value.Owners.ToDictionary(own => own.Key, own => Holding(own.Value, options.Value), StringComparer.Ordinal);
    }

    /// <summary>Limits of an owner that is not named.</summary>
    public QuotaLimits Usual { get; }

    /// <summary>Owners with limits of their own.</summary>
    public IReadOnlyCollection<string> Named => _named.Keys;

    public QuotaLimits Of(string owner) => _named.GetValueOrDefault(owner, Usual);

    /// <summary>What a bulk of <paramref name="products"/> products passes, or null when it may be made.</summary>
    public QuotaExcess? OfBulk(string owner, long products) =>
        Of(owner).ProductsPerBulk is { } most && products > most
            ? new QuotaExcess(owner, nameof(QuotaLimits.ProductsPerBulk), most, products, RetryAfter: null)
            : null;

    static QuotaLimits Holding(QuotaLimits own, QuotaLimits usual) => new()
    {
        OpenOrders = Positive(own.OpenOrders ?? usual.OpenOrders),
        OrdersPerHour = Positive(own.OrdersPerHour ?? usual.OrdersPerHour),
        ProductsPerBulk = Positive(own.ProductsPerBulk ?? usual.ProductsPerBulk),
    };

    static int? Positive(int? limit) => limit is > 0 ? limit : null;
}

/// <summary>A quota that would be passed.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Quota">Its setting: OpenOrders, OrdersPerHour or ProductsPerBulk.</param>
/// <param name="Limit">The most there may be.</param>
/// <param name="Count">How many there would be, at least.</param>
/// <param name="RetryAfter">When asking again may help; null when it never does.</param>
public sealed record QuotaExcess(string Owner, string Quota, long Limit, long Count, TimeSpan? RetryAfter)
{
    /// <summary>The excess in words, without a full stop, for its client.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Owner} may have {Limit} {What}, and this would make {Count} ({Quota})");

    string What => Quota switch
    {
        nameof(QuotaLimits.OpenOrders) => "unfinished orders",
        nameof(QuotaLimits.OrdersPerHour) => "orders in an hour",
        _ => "products in one bulk",
    };
}
