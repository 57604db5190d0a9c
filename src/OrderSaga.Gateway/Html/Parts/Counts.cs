using System.Globalization;

namespace OrderSaga.Gateway.Html.Parts;

static class Counts
{
    static readonly NumberFormatInfo _spaced = new() { NumberGroupSeparator = "\u202F" };

    /// <summary>A number with a narrow space between its thousands; as it is in the element's value.</summary>
    public static Markup Of(long count) => $"""<data value="{count}">{Text(count)}</data>""";

    public static string Text(long count) => count.ToString("N0", _spaced);
}
