using System.Collections.Frozen;
using System.Text.Json;

namespace OrderSaga.Texts;

/// <summary>GeoJSON geometries (RFC 7946), as strict as the strictest reader they are meant for, REGARDS: degrees of longitude and latitude, perhaps an altitude.</summary>
public static class GeometryRules
{
    const int MaxCollectionDepth = 8;
    const int MinLine = 2;
    const int MinRing = 4;

    delegate void Shape(JsonElement coordinates, string path, FaultList faults);

    static readonly FrozenDictionary<string, Shape> Shapes = new Dictionary<string, Shape>
    {
        ["Point"] = CheckPosition,
        ["MultiPoint"] = Each(CheckPosition),
        ["LineString"] = CheckLine,
        ["MultiLineString"] = Each(CheckLine),
        ["Polygon"] = Each(CheckRing),
        ["MultiPolygon"] = Each(Each(CheckRing)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    const string Collection = "GeometryCollection";

    static readonly string OneOfTypes =
        $"must be one of {string.Join(", ", Shapes.Keys.Append(Collection).Order(StringComparer.Ordinal))}";

    /// <summary>Every rule that a geometry breaks, each with its place below <paramref name="path"/>; empty for a sound one.</summary>
    public static IReadOnlyList<Fault> Check(JsonElement geometry, string path)
    {
        var faults = new List<Fault>();
        Check(geometry, path, new FaultList(faults));
        return faults;
    }

    /// <summary>Adds every rule that a geometry breaks.</summary>
    public static void Check(JsonElement geometry, string path, FaultList faults)
    {
        if (!faults.Spoiled(path) && JsonTextRules.Check(geometry, path, faults))
            CheckGeometry(geometry, path, 0, faults);
    }

    static void CheckGeometry(JsonElement geometry, string path, int depth, FaultList faults)
    {
        if (geometry.ValueKind is not JsonValueKind.Object)
        {
            faults.Add(path, geometry, "must be a GeoJSON geometry");
            return;
        }
        CheckExtras(geometry, path, faults);
        if (!geometry.TryGetProperty("type", out var type))
            faults.Add($"{path}.type", null, "is required");
        else if (type.ValueKind is not JsonValueKind.String)
            faults.Add($"{path}.type", type, OneOfTypes);
        else if (type.GetString() is Collection)
            CheckCollection(geometry, path, depth, faults);
        else if (!Shapes.TryGetValue(type.GetString()!, out var shape))
            faults.Add($"{path}.type", type, OneOfTypes);
        else if (!geometry.TryGetProperty("coordinates", out var coordinates))
            faults.Add($"{path}.coordinates", null, "is required");
        else
            shape(coordinates, $"{path}.coordinates", faults);
    }

    static void CheckCollection(JsonElement geometry, string path, int depth, FaultList faults)
    {
        var field = $"{path}.geometries";
        if (!geometry.TryGetProperty("geometries", out var geometries))
            faults.Add(field, null, "is required");
        else if (depth == MaxCollectionDepth)
            faults.Add(field, geometries, $"must not be nested deeper than {MaxCollectionDepth} collections");
        else
            Each((part, partPath, _) => CheckGeometry(part, partPath, depth + 1, faults))(geometries, field, faults);
    }

    /// <summary>REGARDS reads these two wherever a geometry has them, and can't read the message if they are of another type.</summary>
    static void CheckExtras(JsonElement geometry, string path, FaultList faults)
    {
        if (geometry.TryGetProperty("bbox", out var bbox) && bbox.ValueKind is not JsonValueKind.Null
            && (bbox.ValueKind is not JsonValueKind.Array || bbox.GetArrayLength() is not (4 or 6) || !bbox.EnumerateArray().All(IsNumber)))
            faults.Add($"{path}.bbox", bbox, "must be an array of 4 or 6 numbers");
        if (geometry.TryGetProperty("crs", out var crs) && crs.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            faults.Add($"{path}.crs", crs, "must be text");
    }

    static Shape Each(Shape shape) => (array, path, faults) =>
    {
        if (!IsFilled(array, path, 1, faults))
            return;
        var i = 0;
        foreach (var part in array.EnumerateArray())
        {
            if (faults.IsFull)
                return;
            shape(part, $"{path}[{i++}]", faults);
        }
    };

    static void CheckLine(JsonElement line, string path, FaultList faults)
    {
        if (IsFilled(line, path, MinLine, faults))
            Each(CheckPosition)(line, path, faults);
    }

    static void CheckRing(JsonElement ring, string path, FaultList faults)
    {
        if (!IsFilled(ring, path, MinRing, faults))
            return;
        var before = faults.Count;
        Each(CheckPosition)(ring, path, faults);
        if (faults.Count > before)
            return;
        var (first, last) = (ring[0], ring[ring.GetArrayLength() - 1]);
        if (!Numbers(first).SequenceEqual(Numbers(last)))
            faults.Add(path, last, "must be closed: its last position must equal its first");
    }

    static void CheckPosition(JsonElement position, string path, FaultList faults)
    {
        if (position.ValueKind is not JsonValueKind.Array || position.GetArrayLength() is not (2 or 3) || !position.EnumerateArray().All(IsNumber))
            faults.Add(path, position, "must be an array of longitude, latitude and perhaps altitude, all numbers");
        else if (Math.Abs(position[0].GetDouble()) > 180)
            faults.Add(path, position, "must have a longitude of -180 to 180 degrees");
        else if (Math.Abs(position[1].GetDouble()) > 90)
            faults.Add(path, position, "must have a latitude of -90 to 90 degrees");
    }

    static bool IsFilled(JsonElement array, string path, int least, FaultList faults)
    {
        if (array.ValueKind is JsonValueKind.Array && array.GetArrayLength() >= least)
            return true;
        faults.Add(path, array, $"must be an array of at least {least} {(least == 1 ? "entry" : "entries")}");
        return false;
    }

    static bool IsNumber(JsonElement value) => value.ValueKind is JsonValueKind.Number;

    static IEnumerable<double> Numbers(JsonElement position) => position.EnumerateArray().Select(number => number.GetDouble());
}
