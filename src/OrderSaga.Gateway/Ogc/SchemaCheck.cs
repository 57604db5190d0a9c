using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Ogc;

/// <summary>
/// Holds values against the schema that a process description shows (OGC 18-062r2, job-creation-input-validation). Of
/// formats it knows the bounding box alone; others are for the process.
/// </summary>
static class SchemaCheck
{
    /// <summary>Faults told of one array; a thousand alike help nobody.</summary>
    const int MostItemFaults = 10;

    static readonly string[] Crs = ["http://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/OGC/0/CRS84h"];

    static readonly Dictionary<string, Action<JsonElement, Schema, string, FoundFaults>> Types = new(StringComparer.Ordinal)
    {
        ["string"] = CheckText,
        ["integer"] = CheckInteger,
        ["number"] = (value, _, field, faults) => Must(value.ValueKind == JsonValueKind.Number, value, field, "must be a number", faults),
        ["boolean"] = (value, _, field, faults) => Must(value.ValueKind is JsonValueKind.True or JsonValueKind.False, value, field, "must be true or false", faults),
        ["array"] = CheckArray,
        ["object"] = CheckObject,
    };

    public static void Check(JsonElement value, Schema schema, string field, FoundFaults faults)
    {
        if (schema.Nullable is true && value.ValueKind is JsonValueKind.Null)
            return;
        if (schema.OneOf is { } choices && !choices.Any(choice => Fits(value, choice)))
            Check(value, choices[0], field, faults);
        foreach (var part in schema.AllOf ?? [])
            Check(value, part, field, faults);
        if (schema.Format == Schema.BboxFormat)
            CheckBbox(value, field, faults);
        if (schema.Type is { } type)
            Types[type](value, schema, field, faults);
    }

    static bool Fits(JsonElement value, Schema schema)
    {
        var faults = new FoundFaults();
        Check(value, schema, "", faults);
        return faults.Count == 0;
    }

    static void CheckText(JsonElement value, Schema schema, string field, FoundFaults faults)
    {
        var rule = value.ValueKind != JsonValueKind.String ? "must be a text" : !JsonText.TryRead(value, out var text) ? "must be well-formed Unicode text" : RuleOf(text, schema);
        Must(rule is null, value, field, rule!, faults);
    }

    static string? RuleOf(string text, Schema schema) => schema switch
    {
        { ContentEncoding: not null } when !Base64.IsValid(text, out var length) || length == 0 => "must be bytes as base64",
        { MinLength: { } least } when JsonText.Length(text) < least => string.Create(CultureInfo.InvariantCulture, $"must have at least {least} characters"),
        { MaxLength: { } most } when JsonText.Length(text) > most => string.Create(CultureInfo.InvariantCulture, $"must have at most {most} characters"),
        { Enum: { } words } when !words.Contains(text) => $"must be {string.Join(" or ", words.OfType<string>())}",
        _ => null,
    };

    static void CheckInteger(JsonElement value, Schema schema, string field, FoundFaults faults)
    {
        var least = schema.Minimum ?? long.MinValue;
        var most = schema.Maximum ?? long.MaxValue;
        var isInteger = JsonNumber.TryReadWhole(value, out var number) && number >= least && number <= most;
        var range = (schema.Minimum, schema.Maximum) switch
        {
            (null, null) => "",
            (null, _) => string.Create(CultureInfo.InvariantCulture, $" up to {most}"),
            (_, null) => string.Create(CultureInfo.InvariantCulture, $" from {least}"),
            _ => string.Create(CultureInfo.InvariantCulture, $" from {least} to {most}"),
        };
        Must(isInteger, value, field, $"must be an integer{range}", faults);
    }

    static void CheckArray(JsonElement value, Schema schema, string field, FoundFaults faults)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Must(false, value, field, "must be an array", faults);
            return;
        }
        var count = value.GetArrayLength();
        if (count < schema.MinItems)
            faults.Add(new FieldFault(field, null, string.Create(CultureInfo.InvariantCulture, $"must have at least {schema.MinItems} items, not {count}")));
        if (count > schema.MaxItems)
            faults.Add(new FieldFault(field, null, string.Create(CultureInfo.InvariantCulture, $"must have at most {schema.MaxItems} items, not {count}")));
        if (schema.Items is not { } items)
            return;
        var before = faults.Count;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            Check(item, items, string.Create(CultureInfo.InvariantCulture, $"{field}[{index++}]"), faults);
            if (faults.Count - before >= MostItemFaults)
                return;
        }
    }

    static void CheckObject(JsonElement value, Schema schema, string field, FoundFaults faults)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Must(false, value, field, "must be an object", faults);
            return;
        }
        foreach (var name in schema.Required ?? [])
        {
            if (!value.TryGetProperty(name, out _))
                faults.Add(new FieldFault($"{field}.{name}", null, "is required"));
        }
        foreach (var member in value.EnumerateObject())
        {
            var name = GatewayJson.NameOf(member);
            if (schema.Properties?.GetValueOrDefault(name) is { } described)
                Check(member.Value, described, $"{field}.{name}", faults);
            else if (schema.AdditionalProperties == false && faults.IsFull)
                faults.LeaveOut();
            else if (schema.AdditionalProperties == false)
                faults.Add(new FieldFault(Excerpt.Of($"{field}.{name}"), null, "is no member of this object"));
        }
    }

    static void CheckBbox(JsonElement value, string field, FoundFaults faults)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("bbox", out var box))
        {
            Must(false, value, field, "must be a bounding box: an object with bbox, and crs for another system than CRS84", faults);
            return;
        }
        var isBox = box.ValueKind == JsonValueKind.Array && box.GetArrayLength() is 4 or 6 && box.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number);
        Must(isBox, box, $"{field}.bbox", "must be an array of 4 or 6 numbers", faults);
        if (value.TryGetProperty("crs", out var crs))
            Must(JsonText.TryRead(crs, out var name) && Crs.Contains(name), crs, $"{field}.crs", $"must be {string.Join(" or ", Crs)}", faults);
    }

    static void Must(bool holds, JsonElement value, string field, string rule, FoundFaults faults)
    {
        if (!holds)
            faults.Add(new FieldFault(field, Excerpt.Of(value), rule));
    }
}
