using System.Text.RegularExpressions;
using NetArchTest.Rules;
using NUnit.Framework;
using OrderSaga.Storage;
using OrderSaga.Tests.Documentation;

namespace OrderSaga.Tests.House;

/// <summary>
/// Floors, features and a roof: what may name what. It is read twice, from the sources, where a constant and a comment's
/// reference count too, and from the compiled core, where what is only inferred counts.
/// </summary>
public sealed partial class The_plan_of_the_house
{
    static IEnumerable<TestCaseData> EveryRoom => Rooms.All.Select(room => new TestCaseData(room.Name));

    [Test]
    public void Has_a_room_for_every_namespace_of_the_core()
    {
        var homeless = House.Sources[House.Core].Where(source => source.Namespace.Length > 0 && Rooms.Of(source.Namespace) is null);
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
    }

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
        var result = Types.InAssembly(typeof(OrderSagaDbContext).Assembly)
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

    // The store's own name, and an order in which things are done, are no orders.
    [GeneratedRegex(@"(?<!\.)\bOrders?\b|\borders\b|[Rr]egards|REGARDS", RegexOptions.CultureInvariant)]
    private static partial Regex OrderOrRegards();
}
