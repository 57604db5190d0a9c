using System.Globalization;
using System.Text.RegularExpressions;

namespace OrderSaga.Simulator.Scenarios;

/// <summary>
/// Finds the fault tokens in a provider id, such as <c>SAR-L0-SIM-ERROR-0001</c>. A token counts whole: no letter or digit may touch it,
/// and the longest one wins. <c>SIM-SLOW-&lt;milliseconds&gt;</c> may stand beside another token.
/// </summary>
static partial class ProductName
{
    static readonly Regex Tokens = new(
        "(?<![A-Za-z0-9])(?:" + string.Join('|', ScenarioBook.ByToken.Keys.OrderByDescending(token => token.Length).Select(Regex.Escape))
        + ")(?![A-Za-z0-9])", RegexOptions.CultureInvariant | RegexOptions.Compiled);

    public static Scenario? Scenario(string providerId) =>
        MayHoldToken(providerId) && Tokens.Match(providerId) is { Success: true, Value: var token } ? ScenarioBook.ByToken[token] : null;

    /// <summary>The processing delay the name asks for.</summary>
    public static TimeSpan? Slowness(string providerId) =>
        MayHoldToken(providerId) && Slow.Match(providerId) is { Success: true } match
            ? TimeSpan.FromMilliseconds(long.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
            : null;

    static bool MayHoldToken(string providerId) => providerId.Contains("SIM-", StringComparison.Ordinal);

    [GeneratedRegex("(?<![A-Za-z0-9])SIM-SLOW-([0-9]{1,9})(?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    static partial Regex Slow { get; }
}
