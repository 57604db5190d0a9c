using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrderSaga.Catalogue;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Catalogue;

/// <summary>A folder of catalogue files for one test, and what is needed to read them.</summary>
sealed class CatalogueFiles : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-catalogue-");
    DateTime _written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public string File => Path.Combine(_folder.FullName, "catalogue.json");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Writes the file with a new time of writing, whatever the file system's clock resolves.</summary>
    public CatalogueFiles Write(params string[] lines)
    {
        System.IO.File.WriteAllLines(File, lines);
        _written = _written.AddSeconds(1);
        System.IO.File.SetLastWriteTimeUtc(File, _written);
        return this;
    }

    public FileCatalogue Catalogue(TimeProvider? clock = null, ILogger<FileCatalogue>? logger = null) =>
        Catalogue(File, clock, logger);

    public async Task<FileCatalogue> LoadAsync(TimeProvider? clock = null, ILogger<FileCatalogue>? logger = null)
    {
        var catalogue = Catalogue(clock, logger);
        await catalogue.LoadAsync(CancellationToken.None);
        return catalogue;
    }

    public static FileCatalogue Catalogue(string? path, TimeProvider? clock = null, ILogger<FileCatalogue>? logger = null) =>
        new(Options.Create(new CatalogueOptions { Path = path }), new PatchRules(Options.Create(new RegardsOptions())), clock ?? TimeProvider.System, logger ?? NullLogger<FileCatalogue>.Instance);

    public static string Urn(int number, string tenant = "lta-test") =>
        $"URN:FEATURE:DATA:{tenant}:{new Guid(number, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8)}:V1";

    /// <summary>A STAC item on one line.</summary>
    public static string Item(string id, string urn, string properties = "", string assets = "{}", string more = "") =>
        $$"""{"type":"Feature","id":"{{id}}",{{more}}"geometry":null,"properties":{"datetime":"2026-01-01T00:00:00Z","regards:urn":"{{urn}}","regards:model":"TEST_PRODUCT"{{(properties.Length > 0 ? "," + properties : "")}}},"assets":{{assets}}}""";

    /// <summary>An ItemCollection on one line, with a nested member of the same name as the one that counts.</summary>
    public static string Collection(params string[] items) =>
        $$"""{"type":"FeatureCollection","links":[{"features":[1]}],"features":[{{string.Join(',', items)}}],"numberReturned":{{items.Length}}}""";
}
