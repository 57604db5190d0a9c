using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Footprints;

/// <summary>Reads and writes GeoJSON geometries (RFC 7946). Numbers of a position beyond the second play no part.</summary>
static class GeoJson
{
    static readonly JsonSerializerOptions Options = new() { Converters = { new GeoJsonConverterFactory(Globe.Shapes) } };

    /// <returns>The geometry, or null with field, value and rule.</returns>
    public static Geometry? Read(JsonElement json, string field, out string fault)
    {
        fault = "";
        string rule;
        try
        {
            if (json.Deserialize<Geometry>(Options) is { } geometry)
                return geometry;
            rule = "it is null";
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidOperationException or FormatException or NotSupportedException)
        {
            rule = broken.Message;
        }
        // The library knows that it can't read it, our own rules know where.
        var told = GeometryRules.Check(json, field);
        fault = told.Count > 0 ? FieldText(told[0]) : $"{field} {Excerpt.Of(json)}: must be a GeoJSON geometry; {rule}";
        return null;
    }

    /// <summary>The shapes of the globe on the map, cut at the antimeridian.</summary>
    public static JsonElement Write(IEnumerable<Geometry> shapes)
    {
        var pieces = shapes.SelectMany(Cut).ToList();
        return JsonSerializer.SerializeToElement(Globe.Shapes.BuildGeometry(pieces), Options);
    }

    static IEnumerable<Geometry> Cut(Geometry shape)
    {
        if (shape.EnvelopeInternal.MaxX <= 180)
            return [shape];
        var east = Globe.Shapes.ToGeometry(new Envelope(-180, 180, -90, 90));
        return from turns in Enumerable.Range(0, 2)
               let piece = OverlayNGRobust.Overlay(shape, Globe.Turned(east, turns), SpatialFunction.Intersection)
               from part in Enumerable.Range(0, piece.NumGeometries)
               where !piece.IsEmpty && piece.GetGeometryN(part).Dimension == shape.Dimension
               select Globe.Turned(piece.GetGeometryN(part), -turns);
    }

    static string FieldText(Fault fault) => $"{fault.Field} {fault.Value ?? "nothing"}: {fault.Rule}";
}
