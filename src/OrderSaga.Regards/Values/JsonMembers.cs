using System.Text.Json;
using OrderSaga.Texts;

namespace OrderSaga.Regards.Values;

/// <summary>The members of one JSON object by name; a null member counts as absent.</summary>
sealed class JsonMembers
{
    readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    readonly string _path;
    readonly FaultList _faults;

    JsonMembers(string path, FaultList faults) => (_path, _faults) = (path, faults);

    /// <summary>Refuses what is no object, unknown members and those given twice. Without an object all members are absent, and the whole is spoiled.</summary>
    public static JsonMembers Open(JsonElement json, string path, string[] known, FaultList faults)
    {
        var opened = new JsonMembers(path, faults);
        if (json.ValueKind is not JsonValueKind.Object)
        {
            faults.Spoil(path, json, "must be an object");
            return opened;
        }
        foreach (var member in json.EnumerateObject())
        {
            if (faults.IsFull)
                break;
            var readable = JsonText.TryReadName(member, out var name);
            if (!readable || !known.Contains(name, StringComparer.Ordinal))
                faults.Add(opened.Field(Excerpt.Of(name)), member.Value, $"is not known here; known are {string.Join(", ", known)}");
            else if (!opened._members.TryAdd(name, member.Value))
                faults.Spoil(opened.Field(name), member.Value, "is given twice");
        }
        return opened;
    }

    /// <summary>False if the whole was no object: then nothing can be said of its members.</summary>
    public bool IsObject => !_faults.Spoiled(_path);

    public string Field(string name) => $"{_path}.{name}";

    public bool TryGet(string name, out JsonElement value) =>
        _members.TryGetValue(name, out value) && value.ValueKind is not JsonValueKind.Null;

    /// <summary>Null if absent, or not text (then a fault is told).</summary>
    public string? Text(string name) => TryGet(name, out var value) ? Text(value, Field(name)) : null;

    public string? Text(JsonElement value, string field)
    {
        if (value.ValueKind is not JsonValueKind.String)
            _faults.Spoil(field, value, "must be text");
        else if (!JsonText.TryRead(value, out var text))
            _faults.Spoil(field, value, "must not hold half a surrogate pair or broken UTF-8");
        else
            return text;
        return null;
    }

    /// <summary>Whole number of 64 bits; null as for <see cref="Text(string)"/>.</summary>
    public long? WholeNumber(string name)
    {
        if (!TryGet(name, out var value))
            return null;
        if (JsonNumber.TryReadWhole(value, out var number))
            return number;
        _faults.Spoil(Field(name), value, "must be a whole number of at most 64 bits");
        return null;
    }

    /// <summary>Each entry with its path; empty if absent or no array. Entries after <paramref name="limit"/> are left to the rule on their count.</summary>
    public IReadOnlyList<T> List<T>(string name, Func<JsonElement, string, T> read, int limit = int.MaxValue)
    {
        if (!TryGet(name, out var value))
            return [];
        var field = Field(name);
        if (value.ValueKind is not JsonValueKind.Array)
        {
            _faults.Spoil(field, value, "must be an array");
            return [];
        }
        var length = value.GetArrayLength();
        if (length > limit)
            _faults.Spoil(field, value, $"must have at most {limit} entries, not {length}");
        var entries = new List<T>(Math.Min(length, limit));
        foreach (var entry in value.EnumerateArray().Take(limit).TakeWhile(_ => !_faults.IsFull))
            entries.Add(read(entry, $"{field}[{entries.Count}]"));
        return entries;
    }
}
