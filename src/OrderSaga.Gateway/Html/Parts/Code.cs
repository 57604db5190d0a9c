namespace OrderSaga.Gateway.Html.Parts;

/// <summary>Identifiers and other words for programs.</summary>
static class Code
{
    /// <summary>Null for none.</summary>
    public static Markup? Of(string? text) => text is null ? null : (Markup)$"<code>{text}</code>";
}
