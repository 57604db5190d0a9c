using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace OrderSaga.Texts;

/// <summary>Rules on free JSON that hold whatever it means: its text must be storable, its numbers representable, and it must end.</summary>
public static class JsonTextRules
{
    /// <summary>Levels below a member; REGARDS needs far fewer.</summary>
    const int MaxDepth = 24;

    /// <summary>True if there was no fault: only then may names be looked up in it without a throw.</summary>
    public static bool Check(JsonElement json, string path, FaultList faults)
    {
        if (json.ValueKind is JsonValueKind.Undefined)
            return true;
        var before = faults.Count;
        // Without escapes in hexadecimal, valid UTF-8 can hold neither NUL nor half a pair.
        var raw = JsonMarshal.GetRawUtf8Value(json);
        Walk(json, path, textIsPlain: Utf8.IsValid(raw) && raw.IndexOf("\\u"u8) < 0, 0, faults);
        return faults.Count == before;
    }

    static void Walk(JsonElement json, string path, bool textIsPlain, int depth, FaultList faults)
    {
        if (depth > MaxDepth)
        {
            faults.Add(path, json, $"must not be nested deeper than {MaxDepth} levels");
            return;
        }
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                WalkObject(json, path, textIsPlain, depth, faults);
                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var entry in json.EnumerateArray())
                {
                    if (faults.IsFull)
                        return;
                    // A path for each of ten thousand coordinates would cost more than all the rest.
                    if (IsPlain(entry, depth + 1))
                        i++;
                    else
                        Walk(entry, $"{path}[{i++}]", textIsPlain, depth + 1, faults);
                }
                break;
            case JsonValueKind.String when !textIsPlain:
                if (TextRule(json) is { } rule)
                    faults.Add(path, json, rule);
                break;
            case JsonValueKind.Number when !IsFinite(json):
                faults.Add(path, json, "must be a number of 64 bits");
                break;
        }
    }

    static void WalkObject(JsonElement json, string path, bool textIsPlain, int depth, FaultList faults)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (faults.IsFull)
                return;
            var readable = JsonText.TryReadName(member, out var name);
            var field = $"{path}.{Excerpt.Of(name)}";
            if (!readable || PlainText.Rule(name) is not null)
                faults.Add(field, member.Value, "must have a name without NUL and half surrogate pairs");
            else if (!names.Add(name))
                faults.Add(field, member.Value, "is given twice");
            Walk(member.Value, field, textIsPlain, depth + 1, faults);
        }
    }

    /// <summary>Nothing can be wrong with it.</summary>
    static bool IsPlain(JsonElement entry, int depth) => entry.ValueKind switch
    {
        JsonValueKind.Number => IsFinite(entry),
        JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False => depth <= MaxDepth,
        JsonValueKind.Array => depth <= MaxDepth && entry.GetArrayLength() == 0,
        _ => false,
    };

    static bool IsFinite(JsonElement number) => number.TryGetDouble(out var value) && double.IsFinite(value);

    static string? TextRule(JsonElement text) => JsonText.TryRead(text, out var read)
        ? PlainText.Rule(read)
        : "must not hold half a surrogate pair or broken UTF-8";
}
