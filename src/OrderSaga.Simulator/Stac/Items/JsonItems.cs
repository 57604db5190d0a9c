using System.Text.Json;

namespace OrderSaga.Simulator.Stac.Items;

/// <summary>Items of a file: the sample that the service ships, or one of the tester's. All of them are in memory.</summary>
sealed class JsonItems : IStacItems
{
    const string Sample = "sample-catalogue.json";

    readonly List<JsonElement> _items;
    readonly ILookup<string, int> _byId;
    readonly ILookup<string, int> _byUrn;

    JsonItems(string text)
    {
        _items = [.. Parse(text)];
        _byId = Enumerable.Range(0, _items.Count).ToLookup(Id, StringComparer.Ordinal);
        _byUrn = Enumerable.Range(0, _items.Count).ToLookup(item => Property(item, "regards:urn") as string ?? "", StringComparer.Ordinal);
    }

    public int Count => _items.Count;

    public bool AreByDatetime => false;

    public static JsonItems Read(string? path)
    {
        if (path is not null)
            return new JsonItems(File.ReadAllText(path));
        using var sample = new StreamReader(typeof(JsonItems).Assembly.GetManifestResourceStream(Sample)!);
        return new JsonItems(sample.ReadToEnd());
    }

    public string Id(int item) => Text(_items[item], "id") ?? "";

    public string? Collection(int item) => Text(_items[item], "collection");

    public (DateTimeOffset Start, DateTimeOffset End)? Time(int item)
    {
        var (start, end) = (Property(item, "start_datetime") ?? Property(item, "datetime"), Property(item, "end_datetime") ?? Property(item, "datetime"));
        return ItemValues.AsTime(start) is { } from && ItemValues.AsTime(end) is { } to ? (from, to) : null;
    }

    public Rectangle? Box(int item) =>
        _items[item].TryGetProperty("bbox", out var box) && box.ValueKind == JsonValueKind.Array
            ? Rectangle.Of([.. box.EnumerateArray().Select(number => number.GetDouble())])
            : null;

    public object? Property(int item, string name) =>
        _items[item].TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out var value)
            ? ItemValues.Of(value)
            : null;

    public IEnumerable<int> WithId(string id) => _byId[id];

    public IEnumerable<int> WithUrn(string urn) => _byUrn[urn];

    public void Write(Utf8JsonWriter json, int item) => _items[item].WriteTo(json);

    static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static IEnumerable<JsonElement> Parse(string text)
    {
        // A collection has its features; what begins otherwise is one item a line.
        if (TryParse(text) is { } whole && whole.TryGetProperty("features", out var features))
            return features.EnumerateArray();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => JsonElement.Parse(line));
    }

    static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
