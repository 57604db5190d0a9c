using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NUnit.Framework;
using OrderSaga.Tests.Gateway;
using static Microsoft.Playwright.Assertions;
using static OrderSaga.Tests.Catalogue.CatalogueFiles;

namespace OrderSaga.IntegrationTests.Browser;

public sealed class Bulks_in_a_browser
{
    const int Scenes = 60;

    // Refused once, so that a second try brings it.
    const string Late = "SCENE-SIM-DENIED-ONCE-0061";
    const string Endless = "SCENE-SIM-GRANTED-ONLY-0062";
    const string Kept = "SCENE-SIM-GRANTED-ONLY-0064";
    const string Refused = "SCENE-SIM-DENIED-0063";

    static readonly BrowserNewContextOptions Phone = new() { ViewportSize = new ViewportSize { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true, DeviceScaleFactor = 2 };

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-bulks-");

    Service _service = null!;
    Chromium _chromium = null!;
    Window _window = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _chromium = await Chromium.StartAsync();
        var catalogue = Path.Combine(_folder.FullName, "scenes.json");
        File.WriteAllLines(catalogue, Enumerable.Range(1, Scenes).Select(Scene).Concat([Late, Endless, Refused, Kept])
            .Select((name, index) => Item(name, Urn(index + 1), $"\"file:size\":{(index + 1) * 48_123_457L}")));
        _service = new Service(("Gateway:BaseUrl", "http://orders.example.test"), ("Catalogue:Path", catalogue));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        if (_service is not null)
            await _service.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [SetUp]
    public async Task Open() => _window = await OpenAsync();

    [TearDown]
    public async Task Close()
    {
        await _window.DisposeAsync();
        Assert.That(_window.Complaints, Is.Empty);
    }

    IPage Page => _window.Page;

    Task<Window> OpenAsync(BrowserNewContextOptions? options = null) => _chromium.OpenAsync(_service.Http.BaseAddress!, options);

    static string Scene(int number) => $"SCENE-{number:0000}";

    ILocator State => Page.Locator("#state .status").First;

    ILocator Bar => Page.Locator("#course progress");

    [Test]
    public async Task A_bulk_made_with_the_form_is_started_tried_again_and_done_before_ones_eyes()
    {
        await _window.GoAsync("/");
        await _window.Link("Order in bulk").ClickAsync();
        await Page.GetByLabel("Products", Exactly).FillAsync(string.Join("\n", Enumerable.Range(1, 11).Select(Scene).Append(Kept).Append(Late).Append("SCENE-NOWHERE")));
        await Page.GetByLabel("Products per batch").FillAsync("13");
        await Page.GetByLabel("Label").FillAsync("flood of may");
        await Page.GetByLabel("Dry run").CheckAsync();
        await _window.Button("Submit").ClickAsync();

        await Expect(Page.Locator("#forecast")).ToContainTextAsync("Nothing was started");
        await _window.PictureAsync("bulk-forecast");
        await Expect(Page.GetByLabel("Dry run")).Not.ToBeCheckedAsync();
        await _window.Button("Submit").ClickAsync();

        await Expect(_window.Heading).ToHaveTextAsync("flood of may");
        await Expect(State).ToHaveTextAsync("prepared");
        await Expect(Page.Locator("#batches tbody tr")).ToHaveCountAsync(1);
        await _window.PictureAsync("bulk-prepared");
        await _window.LeadOnAsync(() => _window.Button("Start batch 1").ClickAsync());

        // The archive keeps one of its orders, so that the others can be watched.
        await Expect(State).ToHaveTextAsync("running");
        await Page.EvaluateAsync("window.isTheSame = true");
        await Expect(Bar).Not.ToHaveAttributeAsync("value", "0");
        await _window.PictureAsync("bulk-running");
        await _service.SucceedAsync(await OrderOfAsync(Kept));
        await Expect(Bar).ToHaveAttributeAsync("value", "100");
        await Expect(State).ToHaveTextAsync("partial");
        Assert.That(await Page.EvaluateAsync<bool>("window.isTheSame"), Is.True, "The page was loaded again.");
        await _window.PictureAsync("bulk-partial");

        await _window.Link("Batch 1").ClickAsync();
        await Expect(Page.Locator("#orders tbody tr")).ToHaveCountAsync(13);
        await _window.PictureAsync("batch-partial");
        await Page.GetByLabel("Priority").FillAsync("90");
        await _window.Button("Try again what did not come").ClickAsync();
        await Expect(Page.GetByText("second try", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await Page.EvaluateAsync("window.isTheSame = true");
        await Expect(State).ToHaveTextAsync("successful");
        await Expect(Bar).ToHaveAttributeAsync("value", "100");
        await Expect(Page.Locator("#orders")).ToContainTextAsync(Late);
        Assert.That(await Page.EvaluateAsync<bool>("window.isTheSame"), Is.True, "The page was loaded again.");

        await _window.Link("flood of may").ClickAsync();
        await Expect(State).ToHaveTextAsync("complete");
        await _window.Link("not ordered").ClickAsync();
        await Expect(Page.Locator("tbody")).ToContainTextAsync("SCENE-NOWHERE");
        await _window.PictureAsync("bulk-rejected");
    }

    [Test]
    public async Task Without_scripts_and_with_the_keyboard_alone_batches_are_started_and_a_bulk_is_dismissed_with_them()
    {
        var (bulk, batches) = await _service.BulkAsync(1, Scene(20), Endless, Scene(21));
        await _window.DisposeAsync();
        _window = await OpenAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await _window.GoAsync($"/batches/{batches[1]}");
        await TabToAsync(Page.GetByLabel("Priority"));
        await Page.Keyboard.TypeAsync("70");
        await _window.LeadOnAsync(() => Page.Keyboard.PressAsync("Enter"));
        await Expect(Page.Locator("#state .status").First).ToHaveTextAsync(new Regex("accepted|running"));
        Assert.That((await _service.GetAsync($"/batches/{batches[1]}")).Member("priority"), Is.EqualTo("70"));

        await _window.GoAsync($"/bulks/{bulk}");
        await TabToAsync(Page.Locator("#dismiss > summary"));
        await Page.Keyboard.PressAsync("Enter");
        await TabToAsync(_window.Button("Dismiss with all batches"));
        await _window.PictureAsync("bulk-dismiss");
        await _window.LeadOnAsync(() => Page.Keyboard.PressAsync("Enter"));

        await _service.UntilBatchAsync(batches[1], "dismissed");
        await _service.UntilBatchAsync(batches[2], "discarded");
        await Page.ReloadAsync();
        await Expect(State).ToHaveTextAsync("dismissed");
        await Expect(Page.Locator("#dismiss")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_refusal_is_told_on_the_page_in_words()
    {
        var (_, batches) = await _service.BulkAsync(1, Scene(30));
        await _window.GoAsync($"/batches/{batches[0]}");
        await _service.DeleteAsync($"/batches/{batches[0]}");
        await _window.Button("Start this batch").ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("It was discarded and can't be started any more.");
        await _window.PictureAsync("batch-refused");
        _window.Forgive("410");
    }

    [Test]
    public async Task What_is_typed_and_pointed_at_stays_while_the_page_goes_on()
    {
        var (bulk, batches) = await _service.BulkAsync(4, Enumerable.Range(40, 8).Select(Scene));
        await _window.GoAsync($"/bulks/{bulk}");
        await _window.LeadOnAsync(() => _window.Button("Start batch 1").ClickAsync());
        await _window.Button("Start batch 2").FocusAsync();
        await Expect(Bar).ToHaveAttributeAsync("value", "50");
        await Expect(_window.Button("Start batch 2")).ToBeFocusedAsync();

        await _window.GoAsync($"/batches/{batches[1]}");
        await Page.GetByLabel("Priority").FillAsync("3");
        await Page.WaitForResponseAsync(answer => answer.Url.Contains(batches[1], StringComparison.Ordinal));
        await Expect(Page.GetByLabel("Priority")).ToHaveValueAsync("3");
    }

    [Test]
    public async Task Every_text_has_contrast_by_day_and_night_and_nothing_leaves_a_phones_screen()
    {
        var products = Enumerable.Range(1, Scenes - 1).Select(Scene).Append(Refused).Append("SCENE-NOWHERE");
        var (bulk, batches) = await _service.BulkAsync(
            $$"""{"products":{{JsonSerializer.Serialize(products)}},"batch_size_products":2,"label":"every scene of the flood in may"}""");
        await Task.WhenAll(batches.Take(2).Append(batches[^1]).Select(batch => _service.TriggerAndEndAsync(batch, "successful")));
        await _service.TriggerAsync(batches[2]);
        await _service.DeleteAsync($"/batches/{batches[3]}");
        foreach (var (size, options) in new[] { ("desk", new BrowserNewContextOptions()), ("phone", new BrowserNewContextOptions(Phone)) })
        {
            await _window.DisposeAsync();
            _window = await OpenAsync(options);
            foreach (var (name, path) in new[]
            {
                ("bulk", $"/bulks/{bulk}"), ("batch", $"/batches/{batches[^1]}"), ("prepared", $"/batches/{batches[5]}"), ("bulks", "/bulks?limit=25"),
                ("batches", $"/bulks/{bulk}/batches?limit=25"), ("orders", $"/batches/{batches[0]}/orders?limit=25"), ("rejected", $"/bulks/{bulk}/rejected"),
                ("create", "/processes/bulk-create-request"), ("trigger", "/processes/batch-order-trigger"), ("job", $"/jobs/{bulk}"), ("results", $"/jobs/{bulk}/results"),
            })
            {
                await _window.GoAsync(path);
                Assert.That(await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero, $"{path} is too wide.");
                foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                    Assert.That(await Page.EvaluateAsync<string[]>(Contrast.Script), Is.Empty, $"{path} {scheme}");
                    await _window.PictureAsync($"{size}-{name}-{scheme}");
                }
            }
        }
    }

    /// <summary>The order of a product in the first batch of the bulk that the page shows.</summary>
    async Task<string> OrderOfAsync(string product)
    {
        var batch = (await _service.BatchesAsync(new Uri(Page.Url).Segments[^1]))[0];
        var orders = (await _service.GetAsync($"/batches/{batch}/orders?limit=1000")).Json.GetProperty("orders").EnumerateArray();
        return orders.Single(order => order.GetProperty("lta").GetProperty("product_identifier").GetString() == product).GetProperty("jobID").GetString()!;
    }

    static PageGetByLabelOptions Exactly => new() { Exact = true };

    async Task TabToAsync(ILocator target)
    {
        const int most = 40;
        for (var step = 0; step < most; step++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
        }
        Assert.Fail($"{target} is not reached by the tab key.");
    }
}
