using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OrderSaga.Simulator.Wire;

/// <summary>
/// The URN grammar of the feature manager (REGARDS contract: URN grammar): five parts and a version of up to three digits or LAST,
/// an optional order and revision; the second part is FEATURE, the third an entity type, the fifth a UUID as Java reads it.
/// </summary>
/// <param name="Text">Normalised as REGARDS writes it back: <c>V02</c> becomes <c>V2</c>, the UUID is lower case and padded.</param>
/// <param name="IsLast">LAST is legal grammar, but a patch looks its product up by the exact text and finds none.</param>
sealed partial record FeatureUrn(string Text, bool IsLast)
{
    /// <summary>Column length of a feature URN in REGARDS, in characters.</summary>
    public const int MaxLength = 132;

    public static bool TryRead(string text, [NotNullWhen(true)] out FeatureUrn? urn)
    {
        urn = null;
        var match = Grammar.Match(text);
        if (!match.Success || !TryUuid(match.Groups["uuid"].Value, out var uuid))
            return false;

        var version = match.Groups["version"].Value;
        var isLast = version == "LAST";
        if (!isLast)
            version = "V" + int.Parse(version.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

        urn = new FeatureUrn(
            $"URN:FEATURE:{match.Groups["entity"].Value}:{match.Groups["tenant"].Value}:{uuid}:{version}{match.Groups["rest"].Value}",
            isLast);
        return true;
    }

    // Java's UUID.fromString takes shorter groups too and pads them.
    static bool TryUuid(string text, [NotNullWhen(true)] out string? uuid)
    {
        uuid = null;
        var groups = text.Split('-');
        if (text.Length > 36 || groups.Length != 5)
            return false;

        ReadOnlySpan<int> widths = [8, 4, 4, 4, 12];
        for (var i = 0; i < groups.Length; i++)
        {
            if (!ulong.TryParse(groups[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                return false;

            var hex = value.ToString("x" + widths[i].ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            groups[i] = hex[^widths[i]..];
        }

        uuid = string.Join('-', groups);
        return true;
    }

    [GeneratedRegex(@"\AURN:FEATURE:(?<entity>DATA|DATASET|COLLECTION):(?<tenant>[^:]+):(?<uuid>[^:]+):(?<version>V[0-9]{1,3}|LAST)(?<rest>(,[0-9]+)?(:REV.+)?)\z",
        RegexOptions.CultureInvariant)]
    static partial Regex Grammar { get; }
}
