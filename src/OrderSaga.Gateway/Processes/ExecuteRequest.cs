using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;
using OrderSaga.Regards;

namespace OrderSaga.Gateway.Processes;

/// <summary>An execute request (OGC 18-062r2, execute.yaml), its form checked; what its inputs say is for the order desk.</summary>
/// <param name="Members">Inputs without their wrapping, and the subscriber.</param>
sealed record ExecuteRequest(IReadOnlyDictionary<string, JsonElement> Members, ResultForm Form)
{
    public const string Subscriber = "subscriber";

    static readonly string[] _qualifiers = ["value", "mediaType", "encoding", "schema"];
    static readonly string[] _linkMembers = ["href", "rel", "type", "hreflang", "title"];

    /// <exception cref="RefusedException">400 with every fault of the request's form.</exception>
    public static ExecuteRequest Read(JsonElement body, ProcessDescription process)
    {
        var faults = new List<FieldFault>();
        var members = ReadInputs(body, process, faults);
        var form = ResultForm.Read(body, process, faults);
        if (faults.Count > 0)
            throw Refusals.Invalid(faults);
        if (body.TryGetProperty(Subscriber, out var subscriber))
            members[Subscriber] = subscriber;
        return new ExecuteRequest(members, form);
    }

    static Dictionary<string, JsonElement> ReadInputs(JsonElement body, ProcessDescription process, List<FieldFault> faults)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (!body.TryGetProperty("inputs", out var inputs))
            return members;
        if (inputs.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new FieldFault("inputs", Excerpt.Of(inputs), "must be an object with the inputs by name"));
            return members;
        }
        foreach (var input in inputs.EnumerateObject())
        {
            var name = NameOf(input);
            var field = $"inputs.{name}";
            if (!process.Inputs.TryGetValue(name, out var described))
                faults.Add(new FieldFault(Excerpt.Of(field), null, $"is no input of this process; it has {string.Join(", ", process.Inputs.Keys)}"));
            else if (IsLink(input.Value))
                faults.Add(new FieldFault(field, Excerpt.Of(input.Value), "must be given as a value; references are not fetched"));
            else
                members[name] = Unwrap(input.Value, described.Schema.Type == "object");
        }
        return members;
    }

    /// <summary>
    /// The value of a qualified input. An object of the client's own may have a member <c>value</c> too; it is taken for
    /// a qualified value only when an object is inside.
    /// </summary>
    static JsonElement Unwrap(JsonElement input, bool isObject)
    {
        var qualified = input.ValueKind == JsonValueKind.Object
            && input.TryGetProperty("value", out var value)
            && (!isObject || value.ValueKind == JsonValueKind.Object)
            && input.EnumerateObject().All(member => _qualifiers.Any(member.NameEquals));
        return qualified ? input.GetProperty("value") : input;
    }

    static bool IsLink(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object
        && input.TryGetProperty("href", out var href) && href.ValueKind == JsonValueKind.String
        && input.EnumerateObject().All(member => _linkMembers.Any(member.NameEquals));

    /// <summary>The member's name; an escaped half of a character is no name.</summary>
    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw Refusals.Invalid("body", null, "must be well-formed Unicode text in its member names");
        }
    }
}
