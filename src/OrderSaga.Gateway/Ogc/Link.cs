using System.Text.Json.Serialization;

namespace OrderSaga.Gateway.Ogc;

/// <summary>A link (OGC 18-062r2, link.yaml); <paramref name="Href"/> is absolute.</summary>
sealed record Link(string Href, string Rel, string? Type = null, string? Title = null)
{
    /// <summary>As a Link header has it (RFC 8288); titles hold neither quotes nor letters beyond ASCII.</summary>
    [JsonIgnore]
    public string Header => $"<{Href}>; rel=\"{Rel}\"" + (Type is null ? "" : $"; type=\"{Type}\"") + (Title is null ? "" : $"; title=\"{Title}\"");
}

/// <summary>Link relations (OGC 18-062r2).</summary>
static class Relations
{
    const string Ogc = "http://www.opengis.net/def/rel/ogc/1.0/";

    public const string ServiceDesc = "service-desc";
    public const string ServiceDoc = "service-doc";
    public const string Self = "self";
    public const string Alternate = "alternate";
    public const string Next = "next";
    public const string Up = "up";
    public const string Monitor = "monitor";
    public const string Conformance = Ogc + "conformance";
    public const string Processes = Ogc + "processes";
    public const string JobList = Ogc + "job-list";
    public const string Execute = Ogc + "execute";
    public const string Results = Ogc + "results";
    public const string Exceptions = Ogc + "exceptions";
}
