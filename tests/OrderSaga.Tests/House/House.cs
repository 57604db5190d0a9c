namespace OrderSaga.Tests.House;

/// <summary>One room that names another.</summary>
/// <param name="From">The namespace of the file.</param>
/// <param name="To">The namespace that it names.</param>
/// <param name="Path">The file.</param>
/// <param name="As">How it names it.</param>
sealed record Naming(string From, string To, string Path, string As)
{
    public override string ToString() => $"{Path} names {To}: {As}";
}

/// <summary>The projects as they are written: who names whom.</summary>
static class House
{
    public const string Core = "OrderSaga";

    static readonly string[] Projects =
    [
        Core, "OrderSaga.Contracts", "OrderSaga.Gateway", "OrderSaga.RabbitMq", "OrderSaga.Regards", "OrderSaga.SagaStore", "OrderSaga.Simulator", "OrderSaga.Texts", "OrderSaga.Worker",
    ];

    static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<Source>>> Read = new(() => Projects.ToDictionary(project => project, Source.Of));

    static readonly Lazy<IReadOnlyList<Naming>> Found = new(Find);

    /// <summary>Files by project.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Source>> Sources => Read.Value;

    /// <summary>Every naming of another namespace of the house, in all projects.</summary>
    public static IReadOnlyList<Naming> Namings => Found.Value;

    static List<Naming> Find()
    {
        var sources = Sources.Values.SelectMany(files => files).ToList();
        var types = sources.GroupBy(source => source.Namespace).ToDictionary(
            same => same.Key, same => same.SelectMany(source => source.Types).ToHashSet(StringComparer.Ordinal));
        return
        [
            .. from source in sources
               from named in source.Names(types)
               where named.Namespace != source.Namespace && named.Namespace.Length > 0
               select new Naming(source.Namespace, named.Namespace, source.Path, named.As),
        ];
    }
}
