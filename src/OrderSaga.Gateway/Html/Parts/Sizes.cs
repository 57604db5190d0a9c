using System.Globalization;

namespace OrderSaga.Gateway.Html.Parts;

static class Sizes
{
    static readonly string[] _units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>Bytes with three digits that count, in powers of a thousand; the exact number is the element's value and its title.</summary>
    public static Markup Of(long bytes) => $"""<data value="{bytes}" title="{Counts.Text(bytes)} bytes">{Text(bytes)}</data>""";

    public static string Text(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        // 999.5 would be shown as 1000.
        for (; size >= 999.5 && unit < _units.Length - 1; unit++)
            size /= 1000;
        var format = unit == 0 || size >= 99.95 ? "0" : size >= 9.995 ? "0.0" : "0.00";
        return size.ToString(format, CultureInfo.InvariantCulture) + " " + _units[unit];
    }
}
