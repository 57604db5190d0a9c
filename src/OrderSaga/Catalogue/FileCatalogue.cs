using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Catalogue.Files;
using OrderSaga.Catalogue.Items;
using OrderSaga.Contracts;

namespace OrderSaga.Catalogue;

/// <summary>
/// Provider <c>File</c>: the products of one file (see <see cref="StacFile"/>), indexed in memory. Without <c>Catalogue:Path</c>
/// it holds the shipped sample. The index is replaced as a whole, so a look-up sees the old file or the new one, never a mixture.
/// </summary>
public sealed partial class FileCatalogue(IOptions<CatalogueOptions> options, IArchiveRules archive, TimeProvider clock, ILogger<FileCatalogue> logger)
    : ICatalogue, ICatalogueSearch
{
    const string Sample = "sample-catalogue.json";

    readonly string? _path = string.IsNullOrWhiteSpace(options.Value.Path) ? null : Path.GetFullPath(options.Value.Path);
    readonly Uri? _public = options.Value.Public;
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
        return ValueTask.FromResult(Find(Loaded, identifier, tenant));
    }

    /// <inheritdoc/>
    public IReadOnlyList<FieldFault> Refuse(CatalogueQuery query) => [];

    /// <remarks>Searches the products of one reading, however often the file changes meanwhile.</remarks>
    public async IAsyncEnumerable<CataloguePage> SearchAsync(
        CatalogueQuery query, string? resume, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var index = Loaded;
        var search = new FileSearch(query);
        var matches = await Task.Run(() => search.Run(index.Items, cancellation), cancellation);

        var next = 0;
        if (resume is not null)
        {
            var last = ItemKey.FromResume(resume);
            while (next < matches.Count && matches[next].Key.CompareTo(last, search.Sort.Descending) <= 0)
                next++;
        }
        var now = clock.GetUtcNow();
        do
        {
            var page = matches.Skip(next).Take(PageSize(query)).ToList();
            next += page.Count;
            var isLast = next >= matches.Count;
            yield return PageOf(page, search, now, isLast ? null : page[^1].Key.ToResume(), matches.Count) with { Gap = isLast ? options.Value.Gap(index.Gap) : null };
        }
        while (next < matches.Count);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CatalogueAnswer>> FindManyAsync(IReadOnlyList<string> identifiers, string? tenant, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(identifiers);
        // One reading for all of them.
        var index = Loaded;
        return ValueTask.FromResult<IReadOnlyList<CatalogueAnswer>>([.. identifiers.Select(identifier => Checked(Find(index, identifier, tenant)))]);
    }

    /// <inheritdoc/>
    public string? AddressOf(string? collection, string? itemId) => ItemName.Address(_public, collection, itemId);

    CatalogueIndex Loaded => _index ?? throw new InvalidOperationException("The catalogue is not loaded: its host has not started.");

    CatalogueAnswer Find(CatalogueIndex index, string identifier, string? tenant)
    {
        // Some catalogues have addresses as ids.
        var name = new ItemName(identifier, null);
        var found = index.Find(name, tenant).ToList();
        if (found.Count == 0 && ItemName.Read(identifier, _public) is { } item)
            found = index.Find(name = item, tenant).ToList();
        return found.Count switch
        {
            0 when index.FaultOf(name) is { } fault => new CatalogueAnswer.Unusable(fault),
            // It may be among what the file does not hold.
            0 when options.Value.Gap(index.Gap) is { } gap => new CatalogueAnswer.Unusable(gap.Text) { Gap = gap },
            0 => new CatalogueAnswer.NotFound(),
            1 => new CatalogueAnswer.Found(found[0].AsOf(clock.GetUtcNow())),
            _ => new CatalogueAnswer.Ambiguous(found.Count),
        };
    }

    CatalogueAnswer Checked(CatalogueAnswer answer) =>
        answer is CatalogueAnswer.Found found && archive.Fault(found.Product) is { } fault ? new CatalogueAnswer.Unusable(fault) : answer;

    CataloguePage PageOf(List<FileSearch.Match> matches, FileSearch search, DateTimeOffset now, string? next, int matched)
    {
        var products = new List<CatalogueProduct>(matches.Count);
        var unusable = new List<UnusableItem>();
        foreach (var match in matches)
        {
            if ((match.Fault ?? archive.Fault(match.Item.Product!)) is { } fault)
                unusable.Add(new UnusableItem(match.Item.Product?.Id ?? match.Item.Id, fault) { Collection = match.Item.Collection });
            else
                products.Add(search.Product(match).AsOf(now));
        }
        return new CataloguePage(products, next, matched) { Unusable = unusable };
    }

    int PageSize(CatalogueQuery query) => query.MaxProducts is { } most && most < options.Value.PageSize ? most + 1 : options.Value.PageSize;

    /// <summary>Reads the file for the first time.</summary>
    /// <exception cref="OptionsValidationException">The file can't be read or breaks a rule; names key, value and rule.</exception>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(Stamp(), cancellation);
        }
        catch (Exception fault) when (IsOfTheFile(fault))
        {
            var text = $"{CatalogueOptions.Section}:Path '{options.Value.Path}': must name a readable file of STAC items; {fault.Message}.";
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
        var index = await CatalogueIndex.BuildAsync(new StacFile(Open, options.Value.Mapping(model: null)), cancellation);
        _index = index;
        LogLoaded(index.Count, _path ?? Sample);
        if (index.Gap is { } gap)
            LogFault(_path ?? Sample, $"which is not whole: it {gap}");
        foreach (var fault in index.Faults)
            LogFault(_path ?? Sample, fault);
        if (index.FaultCount > index.Faults.Count)
            LogMoreFaults(_path ?? Sample, index.FaultCount - index.Faults.Count);
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

    static bool IsOfTheFile(Exception fault) => fault is InvalidCatalogueException or IOException or UnauthorizedAccessException;

    [LoggerMessage(LogLevel.Information, "Catalogue holds {Count} products of {Path}")]
    partial void LogLoaded(int count, string path);

    [LoggerMessage(LogLevel.Warning, "Catalogue {Path}, {Fault}")]
    partial void LogFault(string path, string fault);

    [LoggerMessage(LogLevel.Warning, "Catalogue {Path} has {Count} more faults")]
    partial void LogMoreFaults(string path, int count);

    [LoggerMessage(LogLevel.Warning, "Catalogue file {Path} changed and is not usable, the {Count} products read before stay: {Fault}")]
    partial void LogKept(string? path, int count, string fault);
}

/// <summary>A catalogue file breaks a rule; the message names the place, the field, the value and the rule.</summary>
/// <param name="message">Place, field, value and rule.</param>
/// <param name="inner">What the reader of files or JSON said; null when the rule is ours.</param>
public sealed class InvalidCatalogueException(string message, Exception? inner = null) : Exception(message, inner);
