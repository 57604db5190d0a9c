using System.Collections;

namespace OrderSaga.Gateway.Html.Parts;

/// <summary>Names with their values; what is unknown is left out.</summary>
/// <example><code>new Facts { { "Priority", $"{priority}" }, { "Label", Markup.Text(label) } }</code></example>
sealed class Facts : IEnumerable
{
    readonly List<(string Name, Markup Value)> _facts = [];

    public void Add(string name, Markup? value)
    {
        if (value is not null)
            _facts.Add((name, value));
    }

    public Markup Of() => Markup.When(_facts.Count > 0, $"""
        <dl class="facts">
        {Markup.Each(_facts, fact => $"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>\n")}</dl>

        """);

    IEnumerator IEnumerable.GetEnumerator() => _facts.GetEnumerator();
}

/// <summary>A number that is to be seen from afar.</summary>
sealed record Figure(Markup Name, Markup Value)
{
    public static Markup Row(params IEnumerable<Figure> figures) => $"""
        <dl class="figures">
        {Markup.Each(figures, figure => $"<div><dt>{figure.Name}</dt><dd>{figure.Value}</dd></div>\n")}</dl>

        """;
}
