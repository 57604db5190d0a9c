using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrderSaga.Catalogue;

/// <summary>
/// Provider <c>File</c>: the products of one file (see <see cref="StacFile"/>), indexed in memory. Without <c>Catalogue:Path</c>
/// it holds the shipped sample. The index is replaced as a whole, so a look-up sees the old file or the new one, never a mixture.
/// </summary>
public sealed partial class FileCatalogue(IOptions<CatalogueOptions> options, TimeProvider clock, ILogger<FileCatalogue> logger) : ICatalogue
{
    const string Sample = "sample-catalogue.json";

    readonly string? _path = string.IsNullOrWhiteSpace(options.Value.Path) ? null : Path.GetFullPath(options.Value.Path);
    volatile CatalogueIndex? _index;
    (DateTime Written, long Length) _read;

    /// <summary>Products in the index; 0 before the first load.</summary>
    public int Count => _index?.Count ?? 0;

    /// <summary>The id of a product that has to be ordered; null when all are online or before the first load.</summary>
    public string? SomeOfflineProduct => _index?.SomeOffline;

    /// <exception cref="InvalidOperationException">Before <see cref="LoadAsync"/>, which the host calls at its start.</exception>
    public ValueTask<CatalogueAnswer> FindAsync(string identifier, string? tenant, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        var index = _index ?? throw new InvalidOperationException("The catalogue is not loaded: its host has not started.");

        var found = index.Find(identifier, tenant).ToList();
        if (found.Count == 0 && LastSegment(identifier) is { } segment)
            found = index.Find(segment, tenant).ToList();

        return ValueTask.FromResult<CatalogueAnswer>(found.Count switch
        {
            0 => new CatalogueAnswer.NotFound(),
            1 => new CatalogueAnswer.Found(AsOfNow(found[0])),
            _ => new CatalogueAnswer.Ambiguous(found.Count),
        });
    }

    /// <summary>Reads the file for the first time.</summary>
    /// <exception cref="OptionsValidationException">The file can't be read or breaks a rule; names key, value and rule.</exception>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(Stamp(), cancellation);
            LogLoaded(Count, _path ?? Sample);
        }
        catch (Exception fault) when (IsOfTheFile(fault))
        {
            var text = CatalogueOptionsRules.Text("Path", options.Value.Path, "must name a readable file of STAC items; " + fault.Message);
            throw new OptionsValidationException(CatalogueOptions.Section, typeof(CatalogueOptions), [text]);
        }
    }

    /// <summary>Reads the file again if its time of writing or length changed. A broken one leaves the products as they were.</summary>
    /// <returns>True when the products were replaced.</returns>
    public async Task<bool> ReloadIfChangedAsync(CancellationToken cancellation)
    {
        try
        {
            var stamp = Stamp();
            if (stamp == _read)
                return false;
            await ReadAsync(stamp, cancellation);
            LogLoaded(Count, _path ?? Sample);
            return true;
        }
        catch (Exception fault) when (IsOfTheFile(fault))
        {
            LogKept(_path, Count, fault.Message);
            return false;
        }
    }

    async Task ReadAsync((DateTime, long) stamp, CancellationToken cancellation)
    {
        // Before the reading: a change while it lasts is then seen next time, and a broken file is reported once.
        _read = stamp;
        _index = await CatalogueIndex.BuildAsync(new StacFile(Open).ReadAsync(cancellation), cancellation);
    }

    (DateTime Written, long Length) Stamp()
    {
        if (_path is null)
            return default;
        var file = new FileInfo(_path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : (DateTime.MinValue, -1);
    }

    Stream Open() => _path is null
        ? typeof(FileCatalogue).Assembly.GetManifestResourceStream(Sample) ?? throw new InvalidOperationException(Sample + " is not embedded.")
        : File.OpenRead(_path);

    /// <summary>A product past its eviction date is offline again, whatever the file still says.</summary>
    CatalogueProduct AsOfNow(CatalogueProduct product) =>
        product.EvictionDate <= clock.GetUtcNow().UtcDateTime
            ? product with { Online = false, EvictionDate = null, Href = null }
            : product;

    static string? LastSegment(string identifier) =>
        Uri.TryCreate(identifier, UriKind.Absolute, out var url) && url.Scheme.StartsWith(Uri.UriSchemeHttp, StringComparison.Ordinal)
            ? Uri.UnescapeDataString(url.Segments[^1].TrimEnd('/'))
            : null;

    static bool IsOfTheFile(Exception fault) => fault is InvalidCatalogueException or IOException or UnauthorizedAccessException;

    [LoggerMessage(LogLevel.Information, "Catalogue holds {Count} products of {Path}")]
    partial void LogLoaded(int count, string path);

    [LoggerMessage(LogLevel.Warning, "Catalogue file {Path} changed and is not usable, the {Count} products read before stay: {Fault}")]
    partial void LogKept(string? path, int count, string fault);
}
