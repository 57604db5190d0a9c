namespace OrderSaga.Testing;

/// <summary>The source tree that the tests and benchmarks were built from.</summary>
static class Repository
{
    /// <summary>The folder of OrderSaga.sln above the running assembly.</summary>
    public static string Root { get; } = Find();

    /// <summary>The built assembly of a project under <c>src</c>, in the configuration of the running one. It stands beside its own dependencies.</summary>
    public static string Assembly(string project)
    {
        // tests/<project>/bin/<configuration>/<framework>/
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(Root, "src", project, "bin", output.Parent!.Name, output.Name, project + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"Build {project} first: dotnet build -c {output.Parent.Name}", path);
    }

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrderSaga.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the running assembly holds OrderSaga.sln.");
    }
}
