using System.Text.Json;
using OrderSaga.Texts;

namespace OrderSaga.Regards.Answers;

/// <summary>The members of an answer that have a meaning; of one given twice the last counts, as in Java's reader.</summary>
readonly struct AnswerMembers
{
    /// <summary>Optional members that are text where they are given.</summary>
    public static readonly string[] Texts = ["requestId", "requestOwner", "id", "urn"];

    readonly Dictionary<string, JsonElement> _members = new(8, StringComparer.Ordinal);

    public AnswerMembers(JsonElement body)
    {
        foreach (var member in body.EnumerateObject())
        {
            // A name that is no text is none of ours.
            if (JsonText.TryReadName(member, out var name))
                _members[name] = member.Value;
        }
    }

    /// <summary>Null if absent or no text. NUL becomes printable: the text goes into a database.</summary>
    public string? Text(string name) =>
        _members.TryGetValue(name, out var value) && value.ValueKind is JsonValueKind.String && JsonText.TryRead(value, out var text)
            ? Excerpt.Of(text, AnswerReader.MaxErrorLength)
            : null;

    public string? Raw(string name) => _members.TryGetValue(name, out var value) ? Excerpt.Of(value) : null;

    public bool IsNotText(string name) =>
        _members.TryGetValue(name, out var value) && value.ValueKind is not JsonValueKind.Null && Text(name) is null;

    /// <summary>An array of texts by contract; anything else is kept as the text it is.</summary>
    public IReadOnlyList<string> Errors(int most, int length)
    {
        if (!_members.TryGetValue("errors", out var errors) || errors.ValueKind is JsonValueKind.Null)
            return [];
        if (errors.ValueKind is not JsonValueKind.Array)
            return [Excerpt.Of(errors, length)!];
        return
        [
            .. errors.EnumerateArray()
                .Where(error => error.ValueKind is not JsonValueKind.Null)
                .Take(most)
                .Select(error => Excerpt.Of(error, length)!),
        ];
    }
}
