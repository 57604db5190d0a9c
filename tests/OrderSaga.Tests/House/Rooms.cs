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
        new("Settings", "Texts"),
        new("Storage", "Settings", "SagaStore"),
        new("Reading", "Contracts", "Texts"),
        new("Bus", "Contracts", "RabbitMq", "Reading", "SagaStore", "Settings"),
        new("Jobs", "Contracts", "Reading", "SagaStore", "Settings", "Storage", "Texts"),
        new("Archive", "Contracts", "Jobs", "Reading", "Settings", "Texts"),
        new("Catalogue", "Archive", "Contracts", "Reading", "Settings", "Texts"),
        new("Callbacks", "Jobs", "Reading", "SagaStore", "Settings", "Storage", "Texts"),
    ];

    /// <summary>A feature knows floors and, one way, what it is made of.</summary>
    public static readonly IReadOnlyList<Room> Features =
    [
        new("Orders", "Archive", "Bus", "Catalogue", "Contracts", "Jobs", "Reading", "SagaStore", "Settings", "Storage", "Texts"),
        new("Batches", "Archive", "Bus", "Contracts", "Jobs", "Orders", "Reading", "SagaStore", "Settings", "Storage", "Texts"),
        new("Bulks", "Archive", "Batches", "Bus", "Catalogue", "Contracts", "Jobs", "Orders", "Reading", "SagaStore", "Settings", "Storage", "Texts"),
        new("Echoes", "Contracts", "Jobs", "Reading", "SagaStore", "Settings", "Storage"),
        new("RegardsArchive", "Archive", "Bus", "Contracts", "RabbitMq", "Reading", "Regards", "SagaStore", "Settings", "Storage", "Texts"),
    ];

    /// <summary>What every feature of the gateway stands on, its middle included. None names a feature, of the core or of the gateway.</summary>
    public static readonly IReadOnlyList<Room> GatewayFloors =
    [
        new("Gateway.Ogc", "Contracts", "Jobs", "Texts"),
        new("Gateway.Http", "Archive", "Catalogue", "Contracts", "Gateway.Ogc", "SagaStore", "Settings", "Texts"),
        new("Gateway.References", "Callbacks", "Contracts", "Gateway.Http", "Gateway.Ogc", "Texts"),
        new("Gateway.Html", "Gateway.Http", "Gateway.Ogc", "Reading", "Texts"),
        new("Gateway.Errors", "Catalogue", "Contracts", "Gateway.Html", "Gateway.Http", "Gateway.Ogc", "Texts"),
        new("Gateway.Jobs", "Contracts", "Gateway.Errors", "Gateway.Html", "Gateway.Http", "Gateway.Ogc", "Jobs", "Reading", "Texts"),
        new("Gateway.Events", "Gateway.Http", "Gateway.Jobs", "Gateway.Ogc", "Jobs", "SagaStore"),
        new("Gateway.Callbacks", "Callbacks", "Gateway.Http", "Gateway.Jobs", "Gateway.Ogc", "Jobs", "Texts"),
        new("Gateway.Processes",
            "Catalogue", "Contracts", "Gateway.Callbacks", "Gateway.Events", "Gateway.Html", "Gateway.Http", "Gateway.Jobs", "Gateway.Ogc", "Gateway.References",
            "Jobs", "Reading", "SagaStore", "Texts"),
    ];

    /// <summary>A feature of the gateway shows one of the core, by its commands and read queries.</summary>
    public static readonly IReadOnlyList<Room> GatewayFeatures =
    [
        new("Gateway.Orders", "Gateway.Errors", "Gateway.Html", "Gateway.Http", "Gateway.Jobs", "Gateway.Ogc", "Gateway.Processes", "Jobs", "Orders"),
        new("Gateway.Batches",
            "Batches", "Contracts", "Gateway.Html", "Gateway.Http", "Gateway.Jobs", "Gateway.Ogc", "Gateway.Orders", "Gateway.Processes", "Jobs", "Orders"),
        new("Gateway.Bulks",
            "Batches", "Bulks", "Contracts", "Gateway.Batches", "Gateway.Html", "Gateway.Http", "Gateway.Jobs", "Gateway.Ogc", "Gateway.Orders", "Gateway.Processes",
            "Jobs", "Orders"),
        new("Gateway.Echoes", "Contracts", "Echoes", "Gateway.Jobs", "Gateway.Ogc", "Gateway.Processes", "Jobs", "Texts"),
        new("Gateway.Landing", "Gateway.Errors", "Gateway.Html", "Gateway.Http", "Gateway.Jobs", "Gateway.Ogc", "Jobs"),
    ];

    public static IReadOnlyList<Room> All { get; } = [.. Floors, .. Features, .. GatewayFloors, .. GatewayFeatures];

    /// <summary>Who names whom against the plan, still. It only ever gets shorter: what no longer happens has to go.</summary>
    public static readonly IReadOnlyList<(string From, string To)> Breaches = [];

    /// <summary>The room that a namespace is in; null when the plan has none.</summary>
    public static Room? Of(string name) => All.Where(room => room.Holds(name)).MaxBy(room => room.Name.Length);
}
