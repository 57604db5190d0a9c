using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using OrderSaga.Texts;

namespace OrderSaga.Regards.Values;

/// <summary>URN of a product of the feature manager, e.g. <c>URN:FEATURE:DATA:tenant:uuid:V2</c>.</summary>
/// <remarks>
/// Stricter than what REGARDS reads: it looks a product up by the exact text of the URN as it writes it itself,
/// so upper-case UUIDs, <c>V02</c>, <c>LAST</c>, an order or a revision would find nothing.
/// </remarks>
/// <param name="EntityType">One of <see cref="EntityTypes"/>.</param>
/// <param name="Tenant">The tenant that made it; REGARDS does not compare it with the message's.</param>
/// <param name="Id">The product's own id, the same for all its versions.</param>
/// <param name="Version">1 to 999.</param>
public sealed partial record RegardsUrn(string EntityType, string Tenant, Guid Id, int Version)
{
    /// <summary>Characters that REGARDS stores.</summary>
    public const int MaxLength = 132;

    const string Form = "must be a REGARDS URN, whose form must be URN:FEATURE:{DATA|DATASET|COLLECTION}:{tenant}:{lower-case uuid}:V{1-999}";

    /// <summary>The URN as REGARDS writes it.</summary>
    public override string ToString() => $"URN:FEATURE:{EntityType}:{Tenant}:{Id:D}:V{Version}";

    /// <summary>Reads a URN as REGARDS itself writes it; any other spelling, that of another case among them, is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RegardsUrn? urn)
    {
        urn = null;
        if (Rule(text) is not null || Pattern().Match(text!) is not { Success: true } match)
            return false;
        urn = new RegardsUrn(
            match.Groups["type"].Value,
            match.Groups["tenant"].Value,
            Guid.ParseExact(match.Groups["id"].ValueSpan, "D"),
            int.Parse(match.Groups["version"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>The rule that the text breaks, or null.</summary>
    internal static string? Rule(string? text) => text switch
    {
        null or "" => "is required",
        { Length: > MaxLength } => "must have at most 132 characters",
        _ when PlainText.Rule(text) is { } rule => rule,
        _ when Pattern().IsMatch(text) => null,
        _ when Latest().IsMatch(text) => "must name a version: REGARDS finds no product by LAST",
        _ => Form,
    };

    [GeneratedRegex(
        @"\AURN:FEATURE:(?<type>DATA|DATASET|COLLECTION):(?<tenant>[^:]+):(?<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}):V(?<version>[1-9][0-9]{0,2})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();

    [GeneratedRegex(@":LAST(,[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Latest();
}
