using System.Text.RegularExpressions;

namespace OrderSaga.Simulator.Wire;

/// <summary>Reads the files of a patch with the bean rules of their attributes and locations (REGARDS contract: files).</summary>
static partial class PatchFileReader
{
    static readonly HashSet<string> DataTypes =
    [
        "RAWDATA", "QUICKLOOK_SD", "QUICKLOOK_MD", "QUICKLOOK_HD", "DOCUMENT", "THUMBNAIL", "OTHER", "AIP", "DESCRIPTION"
    ];

    // The names Java's MessageDigest knows; it compares them without case.
    static readonly HashSet<string> Algorithms = new(StringComparer.OrdinalIgnoreCase)
    {
        "MD2", "MD5", "SHA", "SHA1", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "SHA-512/224", "SHA-512/256",
        "SHA3-224", "SHA3-256", "SHA3-384", "SHA3-512"
    };

    public static IReadOnlyList<ReceivedFile> Read(GsonObject feature, BeanRules rules) =>
        feature.Objects("files") is { Count: > 0 } files ? files.ConvertAll(file => ReadFile(file, rules)) : [];

    static ReceivedFile ReadFile(GsonObject file, BeanRules rules)
    {
        var locations = file.Objects("locations") ?? [];
        if (locations.Count == 0)
            rules.Break("files.locations", "must not be empty");

        var urls = new List<string>(locations.Count);
        bool stores = false, references = false;
        foreach (var location in locations)
        {
            var url = location.Text("url");
            rules.NotBlank("files.locations.url", url);
            urls.Add(url ?? "");
            if (location.Text("storage") is null)
                stores = true;
            else
                references = true;
        }

        return new ReceivedFile(ReadChecksum(file.Object("attributes"), rules), urls, stores, references);
    }

    static string ReadChecksum(GsonObject? given, BeanRules rules)
    {
        if (given is not { } attributes)
        {
            rules.Break("files.attributes", "must not be null");
            return "";
        }

        var algorithm = attributes.Text("algorithm");
        var checksum = attributes.Text("checksum");
        rules.NotNull("files.attributes.dataType", attributes.OneOf("dataType", DataTypes));
        rules.NotBlank("files.attributes.mimeType", attributes.Text("mimeType"));
        rules.NotBlank("files.attributes.filename", attributes.Text("filename"));
        rules.NotNull("files.attributes.filesize", attributes.Whole("filesize"));
        rules.NotBlank("files.attributes.algorithm", algorithm);
        rules.NotBlank("files.attributes.checksum", checksum);

        if (algorithm is not null && !Algorithms.Contains(algorithm))
            rules.Break("files.attributes.algorithm", "must be a message digest");
        if (string.Equals(algorithm, "MD5", StringComparison.OrdinalIgnoreCase) && checksum is not null && !Md5.IsMatch(checksum))
            rules.Break("files.attributes.checksum", "must be 32 hexadecimal characters for MD5");

        return checksum ?? "";
    }

    [GeneratedRegex(@"\A[0-9a-fA-F]{32}\z", RegexOptions.CultureInvariant)]
    static partial Regex Md5 { get; }
}
