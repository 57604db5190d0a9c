using System.Collections.Frozen;

namespace OrderSaga.Regards;

/// <summary>REGARDS' spelling of the values that it knows by name. Any other spelling harms: a wrong mode costs the tenant's whole batch, a wrong priority the request.</summary>
static class PatchWords
{
    public static FrozenDictionary<string, FileUpdateMode> FileUpdateModes { get; } =
        new Dictionary<string, FileUpdateMode>
        {
            ["APPEND"] = FileUpdateMode.Append,
            ["REPLACE"] = FileUpdateMode.Replace,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(FileUpdateMode mode) => mode switch
    {
        FileUpdateMode.Append => "APPEND",
        FileUpdateMode.Replace => "REPLACE",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "must be Append or Replace"),
    };

    public static string Of(PatchPriority priority) => priority switch
    {
        PatchPriority.Low => "LOW",
        PatchPriority.Normal => "NORMAL",
        PatchPriority.High => "HIGH",
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "must be Low, Normal or High"),
    };
}
