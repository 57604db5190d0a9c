using System.Text;
using System.Text.Json;

namespace OrderSaga.Tests.Gateway;

/// <summary>An HTTP answer, read whole.</summary>
sealed class Answer(HttpResponseMessage response, byte[] body)
{
    readonly Dictionary<string, string> _headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
        .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);

    public int Status { get; } = (int)response.StatusCode;

    public byte[] Body { get; } = body;

    public string Text { get; } = Encoding.UTF8.GetString(body);

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? this[string header] => _headers.GetValueOrDefault(header);

    /// <summary>The href of the first link with the relation, or null.</summary>
    public string? Link(string relation) => Json.GetProperty("links").EnumerateArray()
        .Where(link => link.GetProperty("rel").GetString() == relation)
        .Select(link => link.GetProperty("href").GetString())
        .FirstOrDefault();

    public string? Member(params string[] path)
    {
        var element = Json;
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out element))
                return null;
        }
        return element.ToString();
    }

    public IReadOnlyList<string> Jobs => [.. Json.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("jobID").GetString()!)];
}
