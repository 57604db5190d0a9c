using System.Collections.Frozen;
using System.Text.RegularExpressions;
using OrderSaga.Regards.Values;
using OrderSaga.Texts;

namespace OrderSaga.Regards.Requests;

/// <summary>Rules on one file. REGARDS drops a request with incomplete attributes in silence, so all are checked here.</summary>
static partial class FileRules
{
    /// <summary>Digests of Java's MessageDigest and their length in hexadecimal digits.</summary>
    static readonly FrozenDictionary<string, int> Digests = new Dictionary<string, int>
    {
        ["MD2"] = 32,
        ["MD5"] = 32,
        ["SHA"] = 40,
        ["SHA1"] = 40,
        ["SHA-1"] = 40,
        ["SHA-224"] = 56,
        ["SHA-256"] = 64,
        ["SHA-384"] = 96,
        ["SHA-512"] = 128,
        ["SHA-512/224"] = 56,
        ["SHA-512/256"] = 64,
        ["SHA3-224"] = 56,
        ["SHA3-256"] = 64,
        ["SHA3-384"] = 96,
        ["SHA3-512"] = 128,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    static readonly string OneOfDataTypes = $"must be one of {string.Join(", ", DataTypes.Listed)}";

    public static void Check(PatchFile file, string path, FaultList faults)
    {
        if (faults.Spoiled(path))
            return;
        CheckLocations(file.Locations, $"{path}.locations", faults);
        if (!faults.Spoiled($"{path}.attributes"))
            CheckAttributes(file.Attributes, $"{path}.attributes", faults);
    }

    public static void CheckDataType(string type, string field, FaultList faults)
    {
        if (faults.Text(field, type) && !DataTypes.All.Contains(type))
            faults.Add(field, type, OneOfDataTypes);
    }

    static void CheckLocations(IReadOnlyList<PatchFileLocation> locations, string path, FaultList faults)
    {
        if (locations.Count == 0)
            faults.Add(path, null, "must have at least one location");
        for (var i = 0; i < locations.Count; i++)
        {
            var field = $"{path}[{i}]";
            if (faults.Spoiled(field))
                continue;
            var (url, storage) = locations[i];
            if (faults.Text($"{field}.url", url) && JavaUrl.Rule(url) is { } rule)
                faults.Add($"{field}.url", url, rule);
            if (storage is not null)
                faults.Text($"{field}.storage", storage);
        }
    }

    static void CheckAttributes(PatchFileAttributes attributes, string path, FaultList faults)
    {
        CheckDataType(attributes.DataType, $"{path}.dataType", faults);
        if (faults.Text($"{path}.mimeType", attributes.MimeType) && !MimeType().IsMatch(attributes.MimeType))
            faults.Add($"{path}.mimeType", attributes.MimeType, "must be a MIME type, type/subtype");
        faults.Text($"{path}.filename", attributes.Filename);
        if (attributes.Filesize < 0)
            faults.Add($"{path}.filesize", $"{attributes.Filesize}", "must not be negative");
        if (attributes.Crc32 is { } crc32)
            faults.Text($"{path}.crc32", crc32);
        CheckDigest(attributes, path, faults);
    }

    static void CheckDigest(PatchFileAttributes attributes, string path, FaultList faults)
    {
        var (algorithm, checksum) = (attributes.Algorithm, attributes.Checksum);
        var length = 0;
        if (faults.Text($"{path}.algorithm", algorithm) && !Digests.TryGetValue(algorithm, out length))
            faults.Add($"{path}.algorithm", algorithm, $"must be a digest Java knows: {string.Join(", ", Digests.Keys.Order(StringComparer.Ordinal))}");
        if (!faults.Text($"{path}.checksum", checksum))
            return;
        var digits = checksum.All(char.IsAsciiHexDigit);
        if (length > 0 && (!digits || checksum.Length != length))
            faults.Add($"{path}.checksum", checksum, $"must be the {length} hexadecimal digits of {algorithm}");
        else if (!digits)
            faults.Add($"{path}.checksum", checksum, "must be hexadecimal digits");
    }

    // Tokens of RFC 9110 without the wildcard, and parameters whose values are tokens or quoted.
    [GeneratedRegex("""\A[\w!#$&'+.^`|~-]+/[\w!#$&'+.^`|~-]+(\s*;\s*[\w!#$&'+.^`|~-]+=([\w!#$&'+.^`|~-]+|"[^"\\]*"))*\z""",
        RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex MimeType();
}
