namespace OrderSaga.Gateway.Html.Parts;

/// <summary>A status: word, shape and colour, so that none of them alone carries it.</summary>
static class StatusBadge
{
    /// <param name="status">One of our words; it names the style, too.</param>
    public static Markup Of(string status) => $"""<span class="status {status}">{status}</span>""";
}
