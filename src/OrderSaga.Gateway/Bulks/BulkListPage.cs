using Microsoft.AspNetCore.Http;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Json;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Bulks;

/// <summary>The bulks as people see them.</summary>
sealed class BulkListPage(BulkTable table, Site site)
{
    static readonly TimeSpan _every = TimeSpan.FromSeconds(5);

    public Page Of(IReadOnlyCollection<(Bulk, BulkFigures)> rows, IReadOnlyList<Link> links, IQueryCollection query) => new("Bulks")
    {
        Section = Section.Bulks,
        // Further pages begin at a fixed bulk, and who reads them does not want them to move.
        Live = Paging.IsFirst(query) ? new Live(_every) : null,
        Body = $"""
            <p class="actions"><a class="button" href="{site.Process(ProcessIds.BulkCreateRequest)}">Order in bulk</a></p>
            <section id="bulks" data-live="">
            {table.Of(rows)}
            {Paging.Of(site.Bulks, query, links, site)}</section>

            """,
    };
}
