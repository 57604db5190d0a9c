using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Processes;

/// <summary>The processes as people see them.</summary>
sealed class ProcessListPage(Site site)
{
    public Page Of(ProcessList list) => new("Processes")
    {
        Section = Section.Processes,
        Body = $"""
            {Markup.Each(list.Processes, Show)}
            {Paging.Of(null, list.Links.FirstOrDefault(link => link.Rel == Relations.Next) is { } next ? site.Path(next.Href) : null)}
            """,
    };

    Markup Show(ProcessSummary process) => $"""
        <section class="process"><h2>{Anchor.To(site.Process(process.Id), process.Title)}</h2>
        <p>{process.Description}</p>
        {ProcessPage.FactsOf(process)}</section>

        """;
}
