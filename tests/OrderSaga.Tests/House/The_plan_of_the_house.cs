using System.Text.RegularExpressions;
using NetArchTest.Rules;
using NUnit.Framework;
using OrderSaga.Gateway;
using OrderSaga.Storage;

namespace OrderSaga.Tests.House;

/// <summary>
/// Floors, features and a roof: what may name what. It is read twice, from the sources, where a constant and a comment's
/// reference count too, and from the compiled core and gateway, where what is only inferred counts.
/// </summary>
public sealed partial class The_plan_of_the_house
{
    /// <summary>Where a process, or the whole of what it answers over HTTP, is put together. Within its project a roof is the root.</summary>
    static readonly string[] Roofs = ["Gateway", "Simulator", "Worker"];

    static IEnumerable<TestCaseData> EveryFeature => Rooms.Features.Concat(Rooms.GatewayFeatures).Select(feature => new TestCaseData(feature.Name));

    static IEnumerable<TestCaseData> EveryRoom => Rooms.All.Select(room => new TestCaseData(room.Name));

    [TestCase(House.Core, "")]
    [TestCase(House.Gateway, "Gateway")]
    public void Has_a_room_for_every_namespace_but_the_roof(string project, string roof)
    {
        var homeless = House.Sources[project].Where(source => source.Namespace != roof && Rooms.Of(source.Namespace) is null);
        Assert.That(homeless.Select(source => $"{source.Path}: {source.Namespace} is in no room of the plan"), Is.Empty);
    }

    [Test]
    public void Has_no_floor_that_knows_a_feature_and_no_two_rooms_that_know_each_other()
    {
        var lower = new HashSet<string>(Rooms.Libraries);
        foreach (var room in Rooms.All)
        {
            Assert.That(room.Knows, Is.SubsetOf(lower), $"{room.Name} stands above what it knows");
            lower.Add(room.Name);
        }
        var features = Rooms.Features.Concat(Rooms.GatewayFeatures).Select(feature => feature.Name).ToList();
        foreach (var floor in Rooms.Floors.Concat(Rooms.GatewayFloors))
            Assert.That(floor.Knows.Intersect(features), Is.Empty, $"{floor.Name} is a floor");
    }

    /// <summary>In every project, whether the plan has rooms for it or not.</summary>
    [Test]
    public void Has_no_circle_of_rooms_in_any_project() => Assert.That(Circles.In(House.Namings), Is.Empty);

    [Test]
    public void Tells_a_circle_with_its_files()
    {
        Naming[] namings =
        [
            new("Up", "Down", "Up/A.cs", "Down.B"), new("Down", "Deep.Well", "Down/B.cs", "Well.C"), new("Deep.Well", "Up", "Deep/C.cs", "using OrderSaga.Up"),
            new("Deep.Well", "Deep", "Deep/C.cs", "Deep.D"), new("Deep", "Deep.Well", "Deep/D.cs", "Well.C"), new("Side", "Up", "Side/E.cs", "Up.A"),
        ];
        Assert.That(Circles.In(namings), Is.EqualTo(new[]
        {
            "Deep.Well > Up > Down > Deep.Well: Deep/C.cs names Up: using OrderSaga.Up; Up/A.cs names Down: Down.B; Down/B.cs names Deep.Well: Well.C",
        }));
    }

    [TestCaseSource(nameof(Roofs))]
    public void Has_a_roof_that_no_room_below_names(string roof)
    {
        var types = House.Sources.Values.SelectMany(files => files).Where(source => source.Namespace == roof).SelectMany(source => source.Types).Distinct();
        var word = new Regex($@"\b(?:{string.Join('|', types)})\b", RegexOptions.CultureInvariant);
        var below = House.Sources.Values.SelectMany(files => files).Where(source => source.Namespace != roof && Names(source.Namespace, roof));
        Assert.That(below.Where(source => word.IsMatch(source.Text)).Select(source => $"{source.Path} names {word.Match(source.Text).Value}"), Is.Empty);
    }

    /// <summary>A feature offers a line or a few (<c>AddOrders</c>, <c>MapBulks</c>) by which it is there. The roof has each of those that it needs, once, and nobody else has any.</summary>
    [TestCaseSource(nameof(EveryFeature))]
    public void Lists_a_feature_in_the_roof_alone(string name)
    {
        var feature = new Room(name);
        var sources = House.Sources.Values.SelectMany(files => files).ToList();
        var lines = sources.Where(source => feature.Holds(source.Namespace)).SelectMany(source => Offer().Matches(source.Text)).Select(offer => offer.Groups["name"].Value).ToList();
        var lists =
            (from source in sources
             where !feature.Holds(source.Namespace)
             from line in lines
             from _ in Regex.Matches(source.Text, $@"\.{line}\(", RegexOptions.CultureInvariant)
             select (source.Namespace, source.Path, Line: line)).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lists.Where(list => !Roofs.Contains(list.Namespace)).Select(list => $"{list.Path} lists {name}: {list.Line}"), Is.Empty);
            Assert.That(lists.GroupBy(list => list.Line).Where(line => line.Count() > 1).Select(line => $"{line.Key} stands in {string.Join(", ", line.Select(list => list.Path))}"), Is.Empty);
            Assert.That(lists, Is.Not.Empty, $"no roof lists {name}");
        }
    }

    [Test]
    public void Has_a_gateway_that_knows_no_database() =>
        Assert.That(
            Types.InAssembly(typeof(GatewayWiring).Assembly)
                .ShouldNot().HaveDependencyOnAny("OrderSaga.Storage", "Microsoft.EntityFrameworkCore", "Microsoft.Data", "System.Data", "Npgsql")
                .GetResult().FailingTypes.Select(type => $"{type.FullName} {type.Explanation}"),
            Is.Empty);

    [TestCaseSource(nameof(EveryRoom))]
    public void Holds_as_it_is_written(string name)
    {
        var room = Rooms.All.Single(room => room.Name == name);
        var named = House.Namings.Where(naming => Rooms.Of(naming.From) == room && IsForbidden(room, naming.To));
        Assert.That(named.Select(naming => naming.ToString()), Is.Empty);
    }

    [TestCaseSource(nameof(EveryRoom))]
    public void Holds_as_it_is_compiled(string name)
    {
        var room = Rooms.All.Single(room => room.Name == name);
        string[] forbidden = [.. Rooms.All.Select(other => other.Name).Concat(Rooms.Libraries).Where(other => IsForbidden(room, other)).Select(other => $"OrderSaga.{other}")];
        var result = Types.InAssembly((name.StartsWith("Gateway.", StringComparison.Ordinal) ? typeof(GatewayWiring) : typeof(OrderSagaDbContext)).Assembly)
            .That().ResideInNamespaceMatching($@"^OrderSaga\.{Regex.Escape(name)}(\.|$)")
            .ShouldNot().HaveDependencyOnAny(forbidden)
            .GetResult();
        Assert.That(result.FailingTypes.Select(type => $"{type.SourceFilePath ?? type.FullName}: {type.FullName} {type.Explanation}"), Is.Empty);
    }

    [Test]
    public void Lists_no_breach_that_is_mended()
    {
        var left = Rooms.Breaches.Where(breach => !House.Namings.Any(naming => Rooms.Of(naming.From)?.Name == breach.From && Names(naming.To, breach.To)));
        Assert.That(left, Is.Empty, "strike these out");
    }

    [Test]
    public void Says_nothing_of_orders_and_REGARDS_in_the_saga_store() =>
        Assert.That(Lines("OrderSaga.SagaStore", OrderOrRegards()), Is.Empty);

    [Test]
    public void Speaks_to_REGARDS_in_its_own_room_its_library_and_the_stand_in_alone()
    {
        string[] rooms = ["RegardsArchive", "Regards", "Simulator"];
        var speakers = House.Sources.Values.SelectMany(files => files).Where(source => !rooms.Any(room => Names(source.Namespace, room)));
        Assert.That(
            speakers.Where(source => WireName().IsMatch(source.Text)).Select(source => source.Path), Is.Empty, "they say regards.");
        Assert.That(
            House.Namings.Where(naming => Names(naming.To, "Regards") && !rooms.Any(room => Names(naming.From, room))).Select(naming => naming.ToString()), Is.Empty);
    }

    static bool IsForbidden(Room room, string other) =>
        !room.Holds(other)
        && !room.Knows.Any(known => Names(other, known))
        && (Rooms.Of(other) is not null || Rooms.Libraries.Any(library => Names(other, library)))
        && !Rooms.Breaches.Any(breach => breach.From == room.Name && Names(other, breach.To));

    /// <summary>Whether a namespace is that of a room or a library, or lies within it.</summary>
    static bool Names(string name, string room) => new Room(room).Holds(name);

    /// <summary>The lines of a project in which <paramref name="pattern"/> is found, with their places.</summary>
    static IEnumerable<string> Lines(string project, Regex pattern) =>
        from file in Source.Files(project, "*.cs")
        from line in File.ReadLines(file).Index()
        where pattern.IsMatch(line.Item)
        select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1}: {line.Item.Trim()}";

    [GeneratedRegex(@"static \S+ (?<name>(?:Add|Map)\w+)\(\s*this (?:IServiceCollection|IEndpointRouteBuilder)", RegexOptions.CultureInvariant)]
    private static partial Regex Offer();

    // Headers and exchanges, regards.tenant and the like; a variable of that name has members in capitals.
    [GeneratedRegex(@"\bregards\.[a-z]", RegexOptions.CultureInvariant)]
    private static partial Regex WireName();

    // The store's own name, and an order in which things are done, are no orders.
    [GeneratedRegex(@"(?<!\.)\bOrders?\b|\borders\b|[Rr]egards|REGARDS", RegexOptions.CultureInvariant)]
    private static partial Regex OrderOrRegards();
}
