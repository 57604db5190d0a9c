using System.Text.Json;

namespace OrderSaga.Simulator.Stac.Items;

/// <summary>The items of a catalogue by number, from 0.</summary>
interface IStacItems
{
    int Count { get; }

    /// <summary>Whether the numbers follow <c>datetime</c>, so that no sorting is needed for it.</summary>
    bool AreByDatetime { get; }

    string Id(int item);

    string? Collection(int item);

    /// <summary>Beginning and end of the item's time; null where it has none.</summary>
    (DateTimeOffset Start, DateTimeOffset End)? Time(int item);

    /// <summary>The item's bounding box; its geometry is taken to be the same.</summary>
    Rectangle? Box(int item);

    /// <summary>A property as <see cref="double"/>, <see cref="string"/> or <see cref="bool"/>; null where it has none, or one of another kind.</summary>
    object? Property(int item, string name);

    /// <summary>The items of that id.</summary>
    IEnumerable<int> WithId(string id);

    /// <summary>The items with that <c>regards:urn</c>.</summary>
    IEnumerable<int> WithUrn(string urn);

    void Write(Utf8JsonWriter json, int item);
}
