namespace OrderSaga.Benchmarks;

static class Repository
{
    /// <summary>The folder of OrderSaga.sln above this assembly.</summary>
    public static string Root { get; } = Find();

    /// <summary>The built assembly of a project under <c>src</c>, in this benchmark's own configuration.</summary>
    public static string Assembly(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var path = Path.Combine(Root, "src", project, "bin", configuration, "net10.0", project + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"Build {project} first: dotnet build -c {configuration}", path);
    }

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OrderSaga.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("OrderSaga.sln is not above the benchmark's folder.");
    }
}
