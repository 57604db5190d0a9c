using System.Globalization;
using OrderSaga.Simulator.Settings;

namespace OrderSaga.Simulator.Stac.Items;

/// <summary>A product made up from its number: always the same, never stored.</summary>
readonly struct GeneratedProduct
{
    /// <summary>Products follow each other at this distance, give or take; no two begin at the same second.</summary>
    const int Distance = 30;

    const double Degree = 10_000;

    static readonly DateTimeOffset First = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly ulong _seed;
    readonly int _number;
    readonly ProductKind _kind;

    /// <param name="number">From 0.</param>
    /// <param name="seed">See <see cref="StacSettings.Seed"/>.</param>
    public GeneratedProduct(int number, long seed)
    {
        _seed = Salt(seed);
        _number = number;
        Chance = Mix.Of(_seed + (ulong)number);
        _kind = ProductKind.All[Chance % (ulong)ProductKind.All.Length];
        Start = First.AddSeconds(((long)number * Distance) + (long)(Chance >> 40) % Distance);
    }

    /// <summary>What looks like chance, the same for the same number.</summary>
    public ulong Chance { get; }

    public ProductKind Kind => _kind;

    public DateTimeOffset Start { get; }

    public DateTimeOffset End => Start + _kind.Lasts;

    /// <summary>When the catalogue took it in: hours after it was taken.</summary>
    public DateTimeOffset Created => End.AddSeconds(3600 + (long)(Chance >> 20) % 36_000);

    public string Id => _kind.Name(this);

    public string Short => Platform.Short;

    public (string Name, string Short) Platform => _kind.Platforms[(Chance >> 8) % (ulong)_kind.Platforms.Length];

    public int Orbit => 4000 + (_number / 197 % 900_000);

    public int RelativeOrbit => (int)((Chance >> 12) % 175) + 1;

    public bool IsAscending => (Chance >> 16) % 2 == 0;

    /// <summary>Percent; null where a product has none.</summary>
    public double? CloudCover => _kind.HasClouds ? (Chance >> 18) % 10_001 / 100.0 : null;

    public long Size => (_kind.Size / 2) + (long)((Chance >> 6) % (ulong)_kind.Size);

    /// <summary>One in fifty can be downloaded.</summary>
    public bool IsOnline => (Chance >> 30) % 50 == 0;

    public double West => Math.Round((long)((Chance >> 3) % (ulong)((360 - _kind.Width.Longitude) * Degree)) / Degree - 180, 4);

    public double South => Math.Round((long)((Chance >> 22) % (ulong)((160 - _kind.Width.Latitude) * Degree)) / Degree - 80, 4);

    public double East => Math.Round(West + _kind.Width.Longitude, 4);

    public double North => Math.Round(South + _kind.Width.Latitude, 4);

    /// <summary>The number is in the UUID's second half, mixed: the URN leads back to it.</summary>
    public string Urn(string tenant)
    {
        var half = Mix.Of(Salt((long)_seed) ^ (ulong)_number);
        return string.Create(CultureInfo.InvariantCulture,
            $"URN:FEATURE:DATA:{tenant}:{(uint)(Chance >> 32):x8}-{(ushort)(Chance >> 16):x4}-{(ushort)Chance:x4}-{half >> 48:x4}-{half & 0xFFFF_FFFF_FFFF:x12}:V1");
    }

    /// <summary>The number that a product of this id has, if it has one.</summary>
    public static long? NumberOfId(string id)
    {
        const int stamp = 15;
        for (var i = 0; i + stamp <= id.Length; i++)
        {
            if (id[i + 8] != 'T' || !DateTimeOffset.TryParseExact(id.AsSpan(i, stamp), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start))
                continue;
            return (long)Math.Floor((start - First).TotalSeconds / Distance);
        }
        return null;
    }

    /// <summary>The number that a product of this URN has, if it has one.</summary>
    public static long? NumberOfUrn(string urn, long seed)
    {
        var parts = urn.Split(':');
        if (parts.Length < 5 || parts[4] is not { Length: 36 } uuid
            || !ulong.TryParse(string.Concat(uuid.AsSpan(19, 4), uuid.AsSpan(24, 12)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var half))
            return null;
        var number = Mix.Undo(half) ^ Salt((long)Salt(seed));
        return number <= int.MaxValue ? (long)number : null;
    }

    /// <summary>Zero stays zero when it is mixed, so it is not mixed as such.</summary>
    static ulong Salt(long seed) => Mix.Of((ulong)seed + 0x9E3779B97F4A7C15);
}
