using System.Globalization;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using OrderSaga.Catalogue;
using OrderSaga.Tests.Catalogue.Searches;
using static OrderSaga.Tests.Catalogue.Stac.ScriptedApi;

namespace OrderSaga.Tests.Catalogue.Stac;

/// <summary>What is known to be incomplete does not pass for complete.</summary>
public sealed class An_API_that_contradicts_itself
{
    static readonly string One = new SearchItem("one").ToString();
    static readonly string Two = new SearchItem("two").ToString();
    static readonly string Namesake = new SearchItem("one") { Collection = "s2" }.ToString();
    const string Next = """{"rel":"next","href":"search?token=2"}""";

    [TestCase(",\"numberMatched\":250", "The catalogue announced 250 items and gave 2.")]
    [TestCase(",\"numberMatched\":250.0", "The catalogue announced 250 items and gave 2.", Description = "by value")]
    [TestCase(",\"context\":{\"matched\":250,\"returned\":2}", "The catalogue announced 250 items and gave 2.")]
    [TestCase(",\"numberMatched\":1", "The catalogue announced 1 items and gave 2.")]
    [TestCase(",\"numberMatched\":0", "The catalogue announced 0 items and gave 2.")]
    [TestCase(",\"numberReturned\":3", "The catalogue announced 3 items on a page and gave 2.")]
    [TestCase(",\"numberReturned\":1", "The catalogue announced 1 items on a page and gave 2.")]
    [TestCase(",\"context\":{\"returned\":100}", "The catalogue announced 100 items on a page and gave 2.")]
    [TestCase(",\"numberMatched\":2,\"context\":{\"matched\":250}", "The catalogue announced 250 items and gave 2.", Description = "of two counts neither may be passed over")]
    [TestCase(",\"context\":{\"matched\":250},\"numberMatched\":2", "The catalogue announced 250 items and gave 2.")]
    [TestCase(",\"numberReturned\":2,\"context\":{\"returned\":7}", "The catalogue announced 7 items on a page and gave 2.")]
    [TestCase(",\"numberMatched\":2,\"numberReturned\":2", null)]
    [TestCase(",\"numberMatched\":null,\"numberReturned\":\"2\"", null, Description = "it says nothing")]
    [TestCase("", null)]
    public async Task Is_told_on_its_last_page(string more, string? gap)
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One, Two], more: more));
        using var search = StacClients.Of(api.Url);

        Assert.That((await search.PagesAsync(search.Query("{}"))).Single().Gap, Is.EqualTo(gap is null ? null : new CatalogueGap(gap, Fails: true)));
    }

    [Test]
    public async Task Is_told_only_where_the_bulk_shall_go_on()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], more: ",\"numberMatched\":250"));
        using var search = StacClients.Of(api.Url, options => options.WhenIncomplete = IncompleteSelection.GoOn);

        Assert.That((await search.PagesAsync(search.Query("{}"))).Single().Gap, Is.EqualTo(new CatalogueGap("The catalogue announced 250 items and gave 1.", Fails: false)));
    }

    [TestCase(3, 3, null)]
    [TestCase(3, 2, null, Description = "it shrank behind us: all that it announced is there")]
    [TestCase(2, 3, null, Description = "it grew, and gave what came")]
    [TestCase(4, 3, "The catalogue announced 4 items and gave 3.", Description = "what is gone may have moved another over the edge of a page")]
    [TestCase(3, 4, "The catalogue announced 4 items and gave 3.")]
    [TestCase(5, 4, "The catalogue announced 5 items and gave 3.")]
    [TestCase(1, 2, "The catalogue announced 2 items and gave 3.")]
    public async Task May_change_its_count_while_it_is_read_and_must_give_the_most_it_announced(int first, int last, string? gap)
    {
        var three = new SearchItem("three").ToString();
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One, Two], Next, Matched(first)), Page([three], more: Matched(last)));
        using var search = StacClients.Of(api.Url);

        var pages = await search.PagesAsync(search.Query("{}"));

        Assert.That((pages[0].Gap, pages[1].Gap?.Text), Is.EqualTo(((CatalogueGap?)null, gap)));
    }

    [Test]
    public async Task Is_told_when_it_gives_an_item_again_in_the_place_of_another()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One, Two], Next, Matched(4)), Page([Two, Namesake], more: Matched(4)));
        using var search = StacClients.Of(api.Url);

        Assert.That((await search.PagesAsync(search.Query("{}")))[^1].Gap?.Text, Is.EqualTo("The catalogue announced 4 items and gave 3 different ones."));
    }

    [Test]
    public async Task Is_not_told_of_two_products_of_one_id()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One, new SearchItem("one").ToString()], more: Matched(2)));
        using var search = StacClients.Of(api.Url);

        Assert.That((await search.PagesAsync(search.Query("{}"))).Single().Gap, Is.Null);
    }

    [Test]
    public async Task Is_told_when_it_has_a_next_page_and_nothing_on_it()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], Next, Matched(250)), Page([], """{"rel":"next","href":"search?token=3"}""", Matched(250)), Page([], more: Matched(250)));
        using var search = StacClients.Of(api.Url);

        Assert.That((await search.PagesAsync(search.Query("{}")))[^1].Gap?.Text, Is.EqualTo("The catalogue announced 250 items and gave 1."));
    }

    [Test]
    public async Task Is_not_followed_for_ever_when_it_gives_the_same_items_again_and_again()
    {
        var page = 0;
        await using var api = await ScriptedApi.StartAsync((_, _, http) =>
            http.Response.WriteAsync(Page([One], string.Create(CultureInfo.InvariantCulture, $$"""{"rel":"next","href":"search?token={{Interlocked.Increment(ref page)}}"}"""))));
        using var search = StacClients.Of(api.Url);

        Assert.That(() => search.PagesAsync(search.Query("{}")), Throws.TypeOf<CatalogueFailedException>().With.Message.EqualTo("The catalogue can't be read: it gave 101 pages without a new item, one after the other."));
    }

    [TestCase("", null)]
    [TestCase(",\"numberMatched\":250", "The catalogue announced 250 items and gave 1 different ones.")]
    public async Task Is_at_its_end_where_pages_are_numbered_when_one_comes_again(string more, string? gap)
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], more: more));
        using var search = StacClients.Of(api.Url, options => options.Paging = StacPaging.Page);

        Assert.That((await search.PagesAsync(search.Query("{}")))[^1].Gap?.Text, Is.EqualTo(gap));
        Assert.That(api.Requests, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Is_told_of_pages_that_were_read_before_a_restart_too()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One, Two], Next, Matched(250) + ",\"numberReturned\":9"), Page([Namesake], more: Matched(250)));
        using var first = StacClients.Of(api.Url);
        using var second = StacClients.Of(api.Url);
        string? resume = null;
        await foreach (var page in first.SearchAsync(first.Query("{}"), null, default))
        {
            resume = page.Next;
            break;
        }

        Assert.That((await second.PagesAsync(second.Query("{}"), resume)).Single().Gap?.Text, Is.EqualTo("The catalogue announced 250 items and gave 3."));
    }

    [Test]
    public async Task Is_told_when_an_item_from_before_a_restart_comes_again_in_the_place_of_another()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One, Two], Next, Matched(4)), Page([Two, Namesake], more: Matched(4)));
        using var first = StacClients.Of(api.Url);
        using var second = StacClients.Of(api.Url);
        string? resume = null;
        await foreach (var page in first.SearchAsync(first.Query("{}"), null, default))
        {
            resume = page.Next;
            break;
        }

        Assert.That((await second.PagesAsync(second.Query("{}"), resume)).Single().Gap?.Text, Is.EqualTo("The catalogue announced 4 items and gave 3 different ones."));
    }

    [Test]
    public async Task Has_a_place_to_go_on_that_can_be_kept_however_large_its_pages_are()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([.. Enumerable.Range(0, 3000).Select(number => new SearchItem($"P{number}").ToString())], Next));
        using var search = StacClients.Of(api.Url);

        await foreach (var page in search.SearchAsync(search.Query("{}"), null, default))
        {
            Assert.That(page.Next, Has.Length.LessThan(8000));
            break;
        }
    }

    [Test]
    public async Task Is_told_where_pages_are_numbered()
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], more: Matched(250)), Page([], more: Matched(250)));
        using var search = StacClients.Of(api.Url, options => options.Paging = StacPaging.Page);

        Assert.That((await search.PagesAsync(search.Query("{}")))[^1].Gap?.Text, Is.EqualTo("The catalogue announced 250 items and gave 1."));
    }

    [Test]
    public async Task Is_told_with_the_answers_to_a_list_and_leaves_open_what_it_did_not_give([Values] IncompleteSelection when)
    {
        await using var api = await ScriptedApi.OfBodiesAsync(Page([One], more: Matched(3)));
        using var search = StacClients.Of(api.Url, options => (options.WhenIncomplete, options.UrnProperty) = (when, ""));
        var gap = new CatalogueGap("The catalogue announced 3 items and gave 1.", Fails: when == IncompleteSelection.Fail);

        var answers = await search.FindManyAsync(["two", "three"], null, default);

        Assert.That(answers, Has.All.EqualTo(new CatalogueAnswer.Unusable(gap.Text) { Gap = gap }));
    }

    [Test]
    public async Task Leaves_a_single_order_undecided_and_no_other_that_is_asked_for_with_it()
    {
        await using var api = await ScriptedApi.StartAsync((_, request, http) => http.Response.WriteAsync(
            request.Contains("\"two\"", StringComparison.Ordinal) ? Page([], more: Matched(1)) : Page([One], more: Matched(1))));
        using var search = StacClients.Of(api.Url);

        var answers = await Task.WhenAll(search.FindAsync("one", null, default).AsTask(), search.FindAsync("two", null, default).AsTask());

        Assert.That(answers[0], Is.TypeOf<CatalogueAnswer.Found>());
        Assert.That(api.Requests, Has.Length.LessThanOrEqualTo(3), "nobody is asked for alone twice");
        Assert.That(answers[1], Is.EqualTo(new CatalogueAnswer.Unusable("The catalogue announced 1 items and gave 0.") { Gap = new CatalogueGap("The catalogue announced 1 items and gave 0.", Fails: true) }));
    }

    static string Matched(int count) => string.Create(CultureInfo.InvariantCulture, $",\"numberMatched\":{count}");
}
