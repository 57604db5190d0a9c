using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Gateway.Html.Parts;

namespace OrderSaga.Gateway.Html;

static class PageWiring
{
    /// <summary>What all pages are made of.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddSingleton<Site>()
        .AddSingleton<Frame>()
        .AddSingleton<Times>()
        .AddSingleton<JsonValues>()
        .AddSingleton(new MemberWord("reason_code", "Reason"))
        .AddSingleton(new MemberWord("href", "Address"));

    public static void MapPages(this IEndpointRouteBuilder routes) => Assets.Map(routes);
}
