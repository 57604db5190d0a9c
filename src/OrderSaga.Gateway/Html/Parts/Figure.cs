namespace OrderSaga.Gateway.Html.Parts;

/// <summary>A number that is to be seen from afar.</summary>
sealed record Figure(Markup Name, Markup Value)
{
    public static Markup Row(params IEnumerable<Figure> figures) => $"""
        <dl class="figures">
        {Markup.Each(figures, figure => $"<div><dt>{figure.Name}</dt><dd>{figure.Value}</dd></div>\n")}</dl>

        """;
}
