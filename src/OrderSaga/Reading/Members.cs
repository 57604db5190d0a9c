using System.Globalization;
using System.Text;
using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Texts;

namespace OrderSaga.Reading;

/// <summary>
/// The members of one incoming object, read one by one so that every fault is told at once. Names are camelCase on AMQP
/// and snake_case over HTTP; a null member counts as absent.
/// </summary>
sealed class Members
{
    readonly Dictionary<string, JsonElement> _members = new(StringComparer.OrdinalIgnoreCase);
    readonly string _path;
    readonly bool _snakeCase;
    readonly FoundFaults _faults;

    public Members(IEnumerable<KeyValuePair<string, JsonElement>> members, bool snakeCase, FoundFaults faults, string path = "")
    {
        _path = path;
        _snakeCase = snakeCase;
        _faults = faults;
        foreach (var (name, value) in members)
        {
            if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
                _members[name] = value;
        }
    }

    public string Field(string name) => _path.Length == 0 ? Named(name) : $"{_path}.{Named(name)}";

    public bool Has(string name) => _members.ContainsKey(Named(name));

    public void Fault(string name, string? value, string rule) => _faults.Add(new FieldFault(Field(name), value, rule));

    /// <summary>Adds a fault of a rule that stands elsewhere, under its full field name, unless that field has one.</summary>
    public void FaultUnlessTold(string field, string? value, string rule)
    {
        if (!_faults.Any(fault => fault.Field == field))
            _faults.Add(new FieldFault(field, value, rule));
    }

    /// <summary>A text without control characters, so that logs, headers and both databases can carry it.</summary>
    public string? Text(string name, int longest)
    {
        if (!TryGet(name, JsonValueKind.String, "must be a text", out var value))
            return null;
        if (!JsonText.TryRead(value, out var text))
            return Refuse(name, value, "must be well-formed Unicode text");
        if (string.IsNullOrWhiteSpace(text))
            return Refuse(name, value, "must not be blank");
        if (JsonText.Length(text) is var length && length > longest)
            return Refuse(name, value, string.Create(CultureInfo.InvariantCulture, $"must have at most {longest} characters, not {length}"));
        return text.Any(char.IsControl) ? Refuse(name, value, "must not contain control characters or line breaks") : text;
    }

    public int? Integer(string name, int least, int most)
    {
        if (!_members.TryGetValue(Named(name), out var value))
            return null;
        if (JsonNumber.TryReadWhole(value, out var number) && number >= least && number <= most)
            return (int)number;
        Refuse(name, value, string.Create(CultureInfo.InvariantCulture, $"must be an integer from {least} to {most}"));
        return null;
    }

    public long? Bytes(string name)
    {
        if (!_members.TryGetValue(Named(name), out var value))
            return null;
        if (JsonNumber.TryReadWhole(value, out var number) && number >= 0)
            return number;
        Refuse(name, value, "must be a whole number of bytes, 0 to 2^63-1");
        return null;
    }

    /// <summary>A number of bytes above zero.</summary>
    public long? Volume(string name)
    {
        if (!_members.TryGetValue(Named(name), out var value))
            return null;
        if (JsonNumber.TryReadWhole(value, out var number) && number >= 1)
            return number;
        Refuse(name, value, "must be a whole number of bytes, 1 to 2^63-1");
        return null;
    }

    public bool? Flag(string name)
    {
        if (!_members.TryGetValue(Named(name), out var value))
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Refuse(name, value, "must be true or false");
        return null;
    }

    /// <summary>One of <paramref name="words"/>.</summary>
    public string? Word(string name, IReadOnlyList<string> words)
    {
        if (!_members.TryGetValue(Named(name), out var value))
            return null;
        return value.ValueKind is JsonValueKind.String && JsonText.TryRead(value, out var text) && words.Contains(text)
            ? text
            : Refuse(name, value, $"must be {string.Join(" or ", words)}");
    }

    public Guid? Uuid(string name)
    {
        if (!_members.TryGetValue(Named(name), out var value))
        {
            Fault(name, null, "is required: a UUID");
            return null;
        }
        if (value.ValueKind == JsonValueKind.String && JsonText.TryRead(value, out var text)
            && Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty)
            return id;
        Refuse(name, value, "must be a UUID such as 0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69");
        return null;
    }

    /// <summary>An RFC 3339 date-time with its offset: without one nobody knows which hour is meant.</summary>
    public DateTime? Time(string name, DateTime latest)
    {
        if (!TryGet(name, JsonValueKind.String, "must be an RFC 3339 date-time text", out var value))
            return null;
        if (!JsonText.TryRead(value, out var text) || !Rfc3339.TryRead(text, out var time))
        {
            Refuse(name, value, Rfc3339.Rule);
            return null;
        }
        if (time > latest)
        {
            Refuse(name, value, $"must not lie beyond {latest:yyyy-MM-dd'T'HH:mm:ss'Z'}");
            return null;
        }
        return new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }

    public Members? Object(string name) => Object(name, _snakeCase);

    /// <summary>An object whose members keep their camelCase names on every door.</summary>
    public Members? CamelCaseObject(string name) => Object(name, snakeCase: false);

    Members? Object(string name, bool snakeCase) =>
        TryGet(name, JsonValueKind.Object, "must be an object", out var value)
            ? new Members(MembersOf(value), snakeCase, _faults, Field(name))
            : null;

    /// <summary>A name that is no Unicode text is none of ours.</summary>
    static IEnumerable<KeyValuePair<string, JsonElement>> MembersOf(JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (JsonText.TryReadName(member, out var name))
                yield return KeyValuePair.Create(name, member.Value);
        }
    }

    public JsonElement? Element(string name) => _members.TryGetValue(Named(name), out var value) ? value : null;

    bool TryGet(string name, JsonValueKind kind, string rule, out JsonElement value)
    {
        if (!_members.TryGetValue(Named(name), out value))
            return false;
        if (value.ValueKind == kind)
            return true;
        Refuse(name, value, rule);
        return false;
    }

    string? Refuse(string name, JsonElement value, string rule)
    {
        Fault(name, Excerpt.Of(value), rule);
        return null;
    }

    string Named(string name) => _snakeCase ? SnakeCase(name) : name;

    /// <summary>A camelCase name as it is over HTTP.</summary>
    internal static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter))
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }
        return text.ToString();
    }
}
