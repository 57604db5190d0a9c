namespace OrderSaga.Tests.Documentation;

static class Repository
{
    /// <summary>The folder of OrderSaga.sln above the tests.</summary>
    public static string Root { get; } = Find();

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrderSaga.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds OrderSaga.sln.");
    }
}
