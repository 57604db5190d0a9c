namespace OrderSaga.Gateway.Json;

/// <summary>A link (OGC 18-062r2, link.yaml); <paramref name="Href"/> is absolute.</summary>
sealed record Link(string Href, string Rel, string? Type = null, string? Title = null);
