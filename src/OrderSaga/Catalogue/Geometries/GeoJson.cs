using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Geometries;

/// <summary>Reads GeoJSON geometries (RFC 7946).</summary>
sealed class GeoJson
{
    const int MostPlaces = 1000;
    const int DeepestCollection = 8;
    const string Collection = "GeometryCollection";

    delegate void Shape(GeoJson reader, JsonElement coordinates, string field);

    static readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal)
    {
        ["Point"] = (reader, json, field) => reader.Line(reader.Position(json, field)),
        ["MultiPoint"] = Each((reader, json, field) => reader.Line(reader.Position(json, field))),
        ["LineString"] = (reader, json, field) => reader.Line(reader.Positions(json, field, 2)),
        ["MultiLineString"] = Each((reader, json, field) => reader.Line(reader.Positions(json, field, 2))),
        ["Polygon"] = (reader, json, field) => reader.Polygon(json, field),
        ["MultiPolygon"] = Each((reader, json, field) => reader.Polygon(json, field)),
    };

    static readonly string _types = $"must be one of {string.Join(", ", _shapes.Keys.Append(Collection))}";

    readonly Geometry _geometry = new();
    readonly List<FieldFault> _faults;
    int _places;

    GeoJson(List<FieldFault> faults) => _faults = faults;

    /// <returns>The geometry, or null with its faults under <paramref name="field"/>.</returns>
    public static Geometry? Read(JsonElement json, string field, List<FieldFault> faults)
    {
        var before = faults.Count;
        var reader = new GeoJson(faults);
        reader.Read(json, field, 0);
        if (faults.Count == before && reader._places > MostPlaces)
            faults.Add(new FieldFault(field, null, $"must have at most {MostPlaces} positions, not {reader._places}"));
        return faults.Count == before ? reader._geometry : null;
    }

    /// <summary>The geometry of an item, or null where it has none that can be read.</summary>
    public static Geometry? Read(JsonElement json)
    {
        var reader = new GeoJson([]);
        reader.Read(json, "geometry", 0);
        return reader._faults.Count == 0 ? reader._geometry : null;
    }

    void Read(JsonElement json, string field, int depth)
    {
        if (JsonText.Member(json, "type") is not { } type || !JsonText.TryRead(type, out var name))
            Refuse(field, json, "must be a GeoJSON geometry");
        else if (name == Collection && JsonText.Member(json, "geometries") is { ValueKind: JsonValueKind.Array } geometries && depth < DeepestCollection)
            Each((reader, part, at) => reader.Read(part, at, depth + 1))(this, geometries, $"{field}.geometries");
        else if (name == Collection)
            Refuse(field, json, $"must hold an array of geometries, nested at most {DeepestCollection} deep");
        else if (!_shapes.TryGetValue(name, out var shape))
            Refuse($"{field}.type", type, _types);
        else if (JsonText.Member(json, "coordinates") is { } coordinates)
            shape(this, coordinates, $"{field}.coordinates");
        else
            Refuse($"{field}.coordinates", null, "is required");
    }

    static Shape Each(Shape shape) => (reader, json, field) =>
    {
        if (json.ValueKind is not JsonValueKind.Array || json.GetArrayLength() == 0)
        {
            reader.Refuse(field, json, "must be an array that is not empty");
            return;
        }
        var i = 0;
        foreach (var part in json.EnumerateArray())
            shape(reader, part, $"{field}[{i++}]");
    };

    void Line(List<Place> places)
    {
        if (places.Count > 0)
            _geometry.AddLine(places);
    }

    void Polygon(JsonElement json, string field)
    {
        var rings = new List<IReadOnlyList<Place>>();
        Each((reader, ring, at) => rings.Add(reader.Ring(ring, at)))(this, json, field);
        if (rings.Count > 0 && rings.TrueForAll(ring => ring.Count > 0))
            _geometry.AddPolygon(rings);
    }

    List<Place> Ring(JsonElement json, string field)
    {
        var ring = Positions(json, field, 4);
        if (ring.Count == 0 || ring[0] == ring[^1])
            return ring;
        Refuse(field, json, "must be closed: its last position must equal its first");
        return [];
    }

    /// <summary>The positions of a line, or none when there is a fault.</summary>
    List<Place> Positions(JsonElement json, string field, int least)
    {
        var places = new List<Place>();
        if (json.ValueKind is not JsonValueKind.Array || json.GetArrayLength() < least)
        {
            Refuse(field, json, $"must be an array of at least {least} positions");
            return places;
        }
        var i = 0;
        foreach (var position in json.EnumerateArray())
            places.AddRange(Position(position, $"{field}[{i++}]"));
        return places.Count == i ? places : [];
    }

    List<Place> Position(JsonElement json, string field)
    {
        if (json.ValueKind is not JsonValueKind.Array || json.GetArrayLength() is not (2 or 3)
            || !Number(json[0], 180, out var longitude) || !Number(json[1], 90, out var latitude))
        {
            Refuse(field, json, "must be an array of longitude (-180 to 180), latitude (-90 to 90) and perhaps a height");
            return [];
        }
        _places++;
        return [new Place(longitude, latitude)];
    }

    static bool Number(JsonElement json, double limit, out double number)
    {
        number = double.NaN;
        return json.ValueKind is JsonValueKind.Number && json.TryGetDouble(out number) && Math.Abs(number) <= limit;
    }

    void Refuse(string field, JsonElement? value, string rule) =>
        _faults.Add(new FieldFault(field, value is { } given ? Excerpt.Of(given) : null, rule));
}
