namespace OrderSaga.Tests.House;

/// <summary>A room: a namespace, with those below it that have no row of their own.</summary>
/// <param name="Name">The namespace, without the <c>OrderSaga.</c> that all begin with.</param>
/// <param name="Knows">The rooms and libraries that it may name, besides itself, its parent and its children.</param>
sealed record Room(string Name, params IReadOnlyList<string> Knows)
{
    /// <summary>Whether <paramref name="other"/> is this room, or lies within it.</summary>
    public bool Holds(string other) => other == Name || other.StartsWith(Name + ".", StringComparison.Ordinal);
}

/// <summary>The plan of the house, from the ground up. Who wants to know a room that stands lower in a list changes the plan first.</summary>
static class Rooms
{
    /// <summary>Projects of their own below the core. Each knows itself alone; that the compiler sees to.</summary>
    public static readonly IReadOnlyList<string> Libraries = ["Contracts", "RabbitMq", "Regards", "SagaStore", "Texts"];

    /// <summary>What every feature stands on. A floor names no feature.</summary>
    public static readonly IReadOnlyList<Room> Floors =
    [
        new("Settings"),
        new("Storage", "Settings", "SagaStore"),
        new("Reading", "Contracts", "Texts"),
        new("Bus", "Contracts", "RabbitMq", "Reading", "SagaStore", "Settings"),
        new("Jobs", "Contracts", "Reading", "SagaStore", "Settings", "Storage", "Texts"),
        new("Archive", "Contracts", "Jobs", "Reading", "Settings", "Texts"),
        new("Catalogue", "Archive", "Contracts", "Reading", "Regards", "Settings", "Texts"),
        new("Callbacks", "Jobs", "Reading", "SagaStore", "Settings", "Storage", "Texts"),
    ];

    /// <summary>A feature knows floors and, one way, what it is made of.</summary>
    public static readonly IReadOnlyList<Room> Features =
    [
        new("Orders", "Archive", "Bus", "Catalogue", "Contracts", "Jobs", "Reading", "Regards", "SagaStore", "Settings", "Storage", "Texts"),
        new("Batches", "Archive", "Bus", "Contracts", "Jobs", "Orders", "Reading", "SagaStore", "Settings", "Storage", "Texts"),
        new("Bulks", "Archive", "Batches", "Bus", "Catalogue", "Contracts", "Jobs", "Orders", "Reading", "Regards", "SagaStore", "Settings", "Storage", "Texts"),
        new("Echoes", "Contracts", "Jobs", "Reading", "SagaStore", "Storage"),
        new("RegardsArchive", "Archive", "Bus", "Contracts", "Reading", "Regards", "SagaStore", "Settings", "Storage", "Texts"),
    ];

    public static IReadOnlyList<Room> All { get; } = [.. Floors, .. Features];

    /// <summary>Who names whom against the plan, still. It only ever gets shorter: what no longer happens has to go.</summary>
    public static readonly IReadOnlyList<(string From, string To)> Breaches = [];

    /// <summary>The room that a namespace is in; null when the plan has none.</summary>
    public static Room? Of(string name) => All.Where(room => room.Holds(name)).MaxBy(room => room.Name.Length);
}
