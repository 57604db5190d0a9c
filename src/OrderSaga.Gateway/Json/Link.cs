using System.Text.Json.Serialization;

namespace OrderSaga.Gateway.Json;

/// <summary>A link (OGC 18-062r2, link.yaml); <paramref name="Href"/> is absolute.</summary>
sealed record Link(string Href, string Rel, string? Type = null, string? Title = null)
{
    /// <summary>As a Link header has it (RFC 8288); titles hold neither quotes nor letters beyond ASCII.</summary>
    [JsonIgnore]
    public string Header => $"<{Href}>; rel=\"{Rel}\"" + (Type is null ? "" : $"; type=\"{Type}\"") + (Title is null ? "" : $"; title=\"{Title}\"");
}
