namespace OrderSaga.Gateway.Ogc;

/// <summary>A part of the API definition (OGC 18-062r2, oas30) that a room brings along: a file of that name in its folder Definition.</summary>
/// <param name="Name">Without <c>.json</c>.</param>
/// <param name="IsOfPages">It tells what pages send; such parts stand behind all others.</param>
sealed record DefinitionPart(string Name, bool IsOfPages = false);
