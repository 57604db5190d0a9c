using System.Collections.Frozen;

namespace OrderSaga.Regards.Values;

/// <summary>Kinds of files that REGARDS knows; another text is read as nothing there, and the request is dropped in silence.</summary>
public static class DataTypes
{
    /// <summary>In REGARDS' order, for messages.</summary>
    public static IReadOnlyList<string> Listed { get; } =
    [
        "RAWDATA", "QUICKLOOK_SD", "QUICKLOOK_MD", "QUICKLOOK_HD", "DOCUMENT", "THUMBNAIL", "OTHER", "AIP", "DESCRIPTION",
    ];

    public static IReadOnlySet<string> All { get; } = Listed.ToFrozenSet(StringComparer.Ordinal);
}
