using OrderSaga.Texts;

namespace OrderSaga.Regards.Requests;

/// <summary>REGARDS' rules on what a patch says (REGARDS contract: body, files), in one walk for reader and validator.</summary>
static class PatchContentRules
{
    /// <summary>Files, and locations over all files, of one request.</summary>
    public const int MaxFiles = 100;

    /// <summary>Storages of one request. REGARDS sets no bound; an archive has a handful.</summary>
    public const int MaxStorages = 200;

    /// <summary>Target types of one storage; REGARDS knows fewer than a dozen.</summary>
    public const int MaxTargetTypes = 100;

    const int MaxRecipientLength = 255;

    public static void Check(PatchContent content, string path, PatchNames names, FaultList faults)
    {
        if (content.Properties is { } properties)
            PropertyRules.Check(properties, $"{path}.{PatchNames.Properties}", faults);
        if (content.Geometry is { } geometry)
            GeometryRules.Check(geometry, $"{path}.{PatchNames.Geometry}", faults);
        if (content.AcknowledgedRecipient is { } recipient)
            faults.Text($"{path}.{names.AcknowledgedRecipient}", recipient, MaxRecipientLength);
        if (content.FileUpdateMode is { } mode && !Enum.IsDefined(mode))
            faults.Add($"{path}.{names.FileUpdateMode}", mode.ToString(), "must be APPEND or REPLACE");
        for (var i = 0; i < content.Storages.Count; i++)
            CheckStorage(content.Storages[i], $"{path}.{PatchNames.Storages}[{i}]", faults);
        CheckFiles(content, path, faults);
    }

    static void CheckStorage(StorageTarget storage, string path, FaultList faults)
    {
        if (faults.Spoiled(path))
            return;
        faults.Text($"{path}.pluginBusinessId", storage.PluginBusinessId);
        if (storage.StorePath is { } folder && PlainText.Rule(folder) is { } rule)
            faults.Add($"{path}.storePath", folder, rule);
        for (var i = 0; i < storage.TargetTypes.Count; i++)
            FileRules.CheckDataType(storage.TargetTypes[i], $"{path}.targetTypes[{i}]", faults);
    }

    static void CheckFiles(PatchContent content, string path, FaultList faults)
    {
        if (!content.HasFiles)
            return;
        var field = $"{path}.{PatchNames.Files}";
        var checksums = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var (stored, referenced) = (0, 0);
        if (content.Files.Count > MaxFiles)
            faults.Add(field, $"{content.Files.Count} files", $"must have at most {MaxFiles} entries");
        for (var i = 0; i < Math.Min(content.Files.Count, MaxFiles); i++)
        {
            var file = content.Files[i];
            var filePath = $"{field}[{i}]";
            FileRules.Check(file, filePath, faults);
            if (file.Attributes.Checksum.Length > 0 && !checksums.TryAdd(file.Attributes.Checksum, i))
            {
                faults.Add($"{filePath}.attributes.checksum", file.Attributes.Checksum,
                    $"must differ from the checksum of {field}[{checksums[file.Attributes.Checksum]}]: REGARDS knows a file by it");
            }
            for (var j = 0; j < file.Locations.Count; j++)
            {
                var location = $"{filePath}.locations[{j}]";
                if (file.Locations[j].Storage is not null)
                    referenced++;
                else if (!faults.Spoiled(location) && !faults.Spoiled($"{location}.storage"))
                    stored++;
            }
        }
        if (stored + referenced > MaxFiles)
            faults.Add(field, $"{stored + referenced} locations", $"must have at most {MaxFiles} locations in all");
        if (stored > 0 && referenced > 0)
        {
            faults.Add(field, $"{stored} without and {referenced} with a storage",
                "must be all to store (no storage named) or all by reference (each storage named)");
        }
        if (stored > 0 && content.Storages.Count == 0)
            faults.Add($"{path}.{PatchNames.Storages}", "[]", StorageNeeded(content.FileUpdateMode));
    }

    // REGARDS reports success in both cases, so nobody would ever know.
    static string StorageNeeded(FileUpdateMode? mode) => mode is FileUpdateMode.Replace
        ? "must name a storage for files to be stored: with REPLACE and none, REGARDS deletes the old files and stores none"
        : "must name a storage for files to be stored: without one REGARDS stores none";
}
