using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Landing;

/// <summary>The landing page (OGC 18-062r2, landingPage.yaml).</summary>
sealed record LandingPage(string Title, string Description, IReadOnlyList<Link> Links);

/// <summary><c>GET /</c>: the way to everything else; for people with how things stand now.</summary>
sealed class LandingResource(
    IEnumerable<Section> sections, IEnumerable<Invitation> invitations, IEnumerable<IOverviewPart> parts, JobReading jobs, JobRows rows, Addresses addresses, Site site)
{
    const int LatestJobs = 8;

    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public static Section Section { get; } = new(0, "Overview", site => site.Landing);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, LandingResource landing) => landing.ReadAsync(http))
            .AddEndpointFilter(Negotiation.JsonOrPageAsync);

    Task<IResult> ReadAsync(HttpContext http)
    {
        List<Link> links =
        [
            new(addresses.Landing, Relations.Self, MediaType.Json, "This page"),
            Alternate.AsPage(addresses.Landing, http.Request),
            new(addresses.Definition, Relations.ServiceDesc, MediaType.Definition, "API definition"),
            new($"{addresses.Definition}?{Negotiation.Parameter}={Negotiation.Page}", Relations.ServiceDoc, MediaType.Page, "API documentation"),
            new(addresses.Conformance, Relations.Conformance, MediaType.Json, "Conformance classes"),
            .. sections.OrderBy(section => section.Place).Select(section => section.LinkOf?.Invoke(addresses)).OfType<Link>(),
        ];
        var landing = new LandingPage("OrderSaga", "Orders of products of a long term archive, by OGC API - Processes.", links);
        return ResourceAnswer.OfAsync(http, landing, links, () => PageOfAsync(landing, http.RequestAborted));
    }

    async Task<Page> PageOfAsync(LandingPage landing, CancellationToken aborted)
    {
        var shown = await Task.WhenAll(parts.Select(part => part.ShowAsync(aborted)));
        return new Page(landing.Title)
        {
            Section = Section,
            Live = new Live(Every),
            IsComplete = true,
            Body = $"""
                <p class="lead">{landing.Description}</p>
                <p class="actions">{Markup.Each(invitations.Index(), invitation => Button(invitation.Item, isMain: invitation.Index == 0))}</p>
                {Markup.Each(shown, part => part)}
                <section id="latest" data-live="">
                <h2>Latest jobs</h2>
                {await LatestAsync(aborted)}
                </section>

                """,
        };
    }

    Markup Button(Invitation invitation, bool isMain) => $"""<a class="button{Markup.When(!isMain, $" plain")}" href="{invitation.PathOf(site)}">{invitation.Text}</a> """;

    async Task<Markup> LatestAsync(CancellationToken aborted)
    {
        try
        {
            var latest = await jobs.ListAsync(new JobListQuery(new JobFilter(), null, LatestJobs, null), aborted);
            return rows.Of([.. latest.Take(LatestJobs)]);
        }
        catch (StoreAwayException)
        {
            return ErrorPage.StoreAway;
        }
    }
}
