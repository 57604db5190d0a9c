using System.Globalization;

namespace OrderSaga.Simulator.Stac.Items;

/// <summary>A kind of product as the Sentinels have it.</summary>
/// <param name="Platforms">Platform and its short name.</param>
/// <param name="Mission">Collection and model are made of it.</param>
/// <param name="Level">Processing level.</param>
/// <param name="Type">Product type.</param>
/// <param name="Lasts">How long it was taken.</param>
/// <param name="Size">About how many bytes it has.</param>
/// <param name="Width">Degrees of longitude and latitude that it covers.</param>
/// <param name="HasClouds">Whether it has a cloud cover.</param>
/// <param name="Name">Its id.</param>
sealed record ProductKind(
    (string Name, string Short)[] Platforms,
    string Mission,
    string Level,
    string Type,
    TimeSpan Lasts,
    long Size,
    (double Longitude, double Latitude) Width,
    bool HasClouds,
    Func<GeneratedProduct, string> Name)
{
    static readonly (string, string)[] Ones = [("sentinel-1a", "S1A"), ("sentinel-1b", "S1B")];
    static readonly (string, string)[] Twos = [("sentinel-2a", "S2A"), ("sentinel-2b", "S2B")];
    static readonly (string, string)[] Threes = [("sentinel-3a", "S3A"), ("sentinel-3b", "S3B")];
    static readonly (string, string)[] Fives = [("sentinel-5p", "S5P")];

    public static ProductKind[] All { get; } =
    [
        new(Ones, "S1", "L1", "IW_GRDH_1S", TimeSpan.FromSeconds(25), 1_450_000_000, (2.9, 1.8), false, product => One(product, "IW_GRDH_1SDV")),
        new(Ones, "S1", "L1", "IW_SLC__1S", TimeSpan.FromSeconds(27), 7_800_000_000, (2.9, 1.8), false, product => One(product, "IW_SLC__1SDV")),
        new(Twos, "S2", "L1C", "S2MSI1C", TimeSpan.Zero, 780_000_000, (1.4, 0.98), true, product => Two(product, "MSIL1C")),
        new(Twos, "S2", "L2A", "S2MSI2A", TimeSpan.Zero, 1_100_000_000, (1.4, 0.98), true, product => Two(product, "MSIL2A")),
        new(Threes, "S3", "L1", "OL_1_EFR___", TimeSpan.FromMinutes(3), 620_000_000, (16, 11), false, Three),
        new(Fives, "S5P", "L2", "L2__NO2___", TimeSpan.FromMinutes(101.5), 450_000_000, (26, 60), false, Five),
    ];

    public string Collection { get; } = Mission.ToLowerInvariant() + "-product";

    public string Model { get; } = Mission + "_PRODUCT";

    static string One(GeneratedProduct it, string type) => string.Create(CultureInfo.InvariantCulture,
        $"{it.Short}_{type}_{Stamp(it.Start)}_{Stamp(it.End)}_{it.Orbit:D6}_{it.Chance & 0xFFFFFF:X6}_{(it.Chance >> 24) & 0xFFFF:X4}.SAFE");

    static string Two(GeneratedProduct it, string type) => string.Create(CultureInfo.InvariantCulture,
        $"{it.Short}_{type}_{Stamp(it.Start)}_N0510_R{it.RelativeOrbit:D3}_T{Tile(it.Chance)}_{Stamp(it.Created)}.SAFE");

    static string Three(GeneratedProduct it) => string.Create(CultureInfo.InvariantCulture,
        $"{it.Short}_OL_1_EFR____{Stamp(it.Start)}_{Stamp(it.End)}_{Stamp(it.Created)}_0180_{it.Orbit % 1000:D3}_{it.RelativeOrbit:D3}_{(it.Chance % 20 * 180) + 180:D4}_PS{it.Chance % 2 + 1}_O_NT_003.SEN3");

    static string Five(GeneratedProduct it) => string.Create(CultureInfo.InvariantCulture,
        $"{it.Short}_OFFL_L2__NO2____{Stamp(it.Start)}_{Stamp(it.End)}_{it.Orbit % 100_000:D5}_03_020600_{Stamp(it.Created)}.nc");

    static string Stamp(DateTimeOffset time) => time.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    static string Tile(ulong chance)
    {
        const string letters = "CDEFGHJKLMNPQRSTUVWX";
        char Letter(int shift) => letters[(int)((chance >> shift) % (ulong)letters.Length)];
        return string.Create(CultureInfo.InvariantCulture, $"{(chance % 60) + 1:D2}{Letter(8)}{Letter(16)}{Letter(32)}");
    }
}
