using Microsoft.Playwright;
using NUnit.Framework;
using OrderSaga.Tests.Gateway;
using static Microsoft.Playwright.Assertions;

namespace OrderSaga.IntegrationTests.Browser;

public sealed class Pages_in_a_browser
{
    const string Script = "<script>document.title='owned'</script> & \"more\"";

    static readonly BrowserNewContextOptions Phone = new() { ViewportSize = new ViewportSize { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true, DeviceScaleFactor = 2 };

    Service _service = null!;
    Chromium _chromium = null!;
    Window _window = null!;
    string _finished = null!;
    string _failed = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _chromium = await Chromium.StartAsync();
        _service = new Service(("Gateway:BaseUrl", "http://orders.example.test"));
        var ended = await Task.WhenAll(_service.OrderAndEndAsync(Service.Failing, "failed"), _service.OrderAndEndAsync(Service.Plain, "successful"));
        (_failed, _finished) = (ended[0], ended[1]);
        // More than a page of them.
        await Task.WhenAll(Enumerable.Range(1, 30).Select(number => _service.OrderAsync(Service.Online, $",\"label\":\"batch {number}\"")));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        if (_service is not null)
            await _service.DisposeAsync();
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

    [Test]
    public async Task An_order_made_with_the_form_becomes_successful_before_ones_eyes()
    {
        await _window.GoAsync("/");
        await _window.Link("Order a product").ClickAsync();
        await Page.GetByLabel("Product").First.FillAsync(Service.NeverEnding);
        await Page.GetByLabel("Priority").First.FillAsync("77");
        await Page.GetByLabel("Label").First.FillAsync("by hand");
        await _window.Button("Submit").ClickAsync();

        await Expect(_window.Heading).ToHaveTextAsync(Service.NeverEnding);
        await Page.EvaluateAsync("window.isTheSame = true");
        await Expect(Page.Locator("#state .status")).ToHaveTextAsync("running");
        await _window.PictureAsync("job-running");
        await _service.SucceedAsync(new Uri(Page.Url).Segments[^1]);
        await Expect(Page.Locator("#state .status")).ToHaveTextAsync("successful");
        await Expect(Page.Locator("#outcome")).ToContainTextAsync($"https://archive.example.test/{Service.NeverEnding}");
        await Expect(Page.Locator("#history tbody tr").Last).ToContainTextAsync("completed");
        await Expect(Page.Locator("#about")).ToContainTextAsync("by hand");
        await Expect(Page.Locator("progress")).ToHaveCountAsync(0);
        Assert.That(await Page.EvaluateAsync<bool>("window.isTheSame"), Is.True, "The page was loaded again.");
        await _window.PictureAsync("job-successful");
    }

    [Test]
    public async Task Without_scripts_the_form_makes_an_order_too()
    {
        await _window.DisposeAsync();
        _window = await OpenAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await _window.GoAsync("/processes/order-request");
        await Page.GetByLabel("Product").First.FillAsync(Service.Online);
        await _window.Button("Submit").ClickAsync();

        await Expect(_window.Heading).ToHaveTextAsync(Service.Online);
        await Expect(Page.Locator("#state .status")).ToHaveTextAsync("successful");
    }

    [Test]
    public async Task What_is_wrong_stands_beside_its_field_and_what_was_typed_stays()
    {
        await _window.GoAsync("/processes/order-request");
        await Page.GetByLabel("Product").First.FillAsync(Service.Plain);
        await Page.GetByText("Further inputs").ClickAsync();
        await Page.GetByLabel("Property patch").FillAsync("{\"half\":");
        await _window.Button("Submit").ClickAsync();

        var patch = Page.GetByLabel("Property patch");
        await Expect(patch).ToHaveValueAsync("{\"half\":");
        await Expect(patch).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(patch).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("must be JSON"));
        await Expect(Page.GetByLabel("Product").First).ToHaveValueAsync(Service.Plain);
        await _window.PictureAsync("form-wrong");
        await _window.Link("Property patch").ClickAsync();
        await Expect(patch).ToBeInViewportAsync();
        _window.Forgive("400");
    }

    [Test]
    public async Task Jobs_are_narrowed_by_status_and_time_and_read_page_by_page()
    {
        await _window.GoAsync("/jobs?limit=25");
        await Expect(Page.Locator("#jobs tbody tr")).ToHaveCountAsync(25);
        await _window.PictureAsync("jobs");
        await _window.Paging("Next page").ClickAsync();
        await Expect(_window.Paging("First page")).ToBeVisibleAsync();
        await Expect(_window.Paging("Next page")).ToHaveCountAsync(0);

        await Page.Locator(".chips").GetByText("failed").ClickAsync();
        await Expect(Page.Locator("#jobs .subject")).ToContainTextAsync([Service.Failing]);
        await Expect(Page.Locator("#jobs tbody tr").First.Locator(".status")).ToHaveTextAsync("failed");

        await Page.Locator("#filter > summary").ClickAsync();
        await Page.GetByLabel("until (UTC)").FillAsync("2020-01-01T00:00");
        await _window.Button("Apply").ClickAsync();
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/jobs\\?status=failed&limit=25&datetime=..%2F2020-01-01T00%3A00%3A00Z"));
        await Expect(Page.Locator("#jobs")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("No job"));
        await Expect(Page.GetByLabel("until (UTC)")).ToHaveValueAsync("2020-01-01T00:00");
        await _window.PictureAsync("jobs-narrowed");
        await _window.Link("Clear").ClickAsync();
        await Expect(Page.Locator("#jobs tbody tr")).ToHaveCountAsync(25);
    }

    [Test]
    public async Task A_job_is_dismissed_with_the_keyboard_alone()
    {
        var job = await _service.OrderAndEndAsync(Service.NeverEnding, "running");
        await _window.GoAsync($"/jobs/{job}");
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Page.GetByText("Skip to the content")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await TabToAsync("Dismiss…");
        await Page.Keyboard.PressAsync("Enter");
        await TabToAsync("Dismiss this job");
        await _window.PictureAsync("job-dismiss");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.Locator("#state .status")).ToHaveTextAsync("dismissed");
        Assert.That((await _service.GetAsync($"/jobs/{job}")).Member("status"), Is.EqualTo("dismissed"));
    }

    async Task TabToAsync(string text)
    {
        const int most = 20;
        for (var step = 0; step < most; step++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if ((await Page.EvaluateAsync<string>("document.activeElement.textContent")).Trim() == text)
                return;
        }
        Assert.Fail($"'{text}' is not reached by the tab key.");
    }

    [Test]
    public async Task Markup_in_names_stays_text()
    {
        var job = await _service.OrderAsync(System.Text.Json.JsonEncodedText.Encode(Script).ToString(), ",\"label\":\"<img src=x onerror=alert(1)>\"");
        foreach (var path in new[] { $"/jobs/{job}", "/jobs?limit=25", "/" })
        {
            await _window.GoAsync(path);
            await Expect(Page.GetByText(Script).First).ToBeVisibleAsync();
            await Expect(Page.GetByText("<img src=x onerror=alert(1)>").First).ToBeVisibleAsync();
            Assert.That(await Page.TitleAsync(), Does.Not.Contain("owned").Or.Contain("<script>"));
            Assert.That(await Page.Locator("main script, main img").CountAsync(), Is.Zero);
        }
        await _window.PictureAsync("landing");
    }

    [Test]
    public async Task Going_back_shows_a_page_and_not_its_JSON()
    {
        await _window.GoAsync($"/jobs/{_finished}");
        await _window.GoAsync($"/jobs/{_finished}?f=json");
        await Page.GoBackAsync();

        await Expect(_window.Heading).ToHaveTextAsync(Service.Plain);
    }

    [Test]
    public async Task Every_text_has_contrast_by_day_and_night_and_nothing_leaves_a_phones_screen()
    {
        await _window.DisposeAsync();
        _window = await OpenAsync(new BrowserNewContextOptions(Phone));
        foreach (var (name, path) in new[]
        {
            ("landing", "/"), ("processes", "/processes"), ("process", "/processes/order-request"), ("jobs", "/jobs?limit=10"), ("job", $"/jobs/{_finished}"),
            ("failed", $"/jobs/{_failed}"), ("history", $"/jobs/{_finished}/history"), ("results", $"/jobs/{_finished}/results"), ("api", "/api"), ("error", "/jobs/nothing"),
        })
        {
            await _window.GoAsync(path);
            Assert.That(await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero, $"{path} is too wide.");
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                Assert.That(await Page.EvaluateAsync<string[]>(Contrast.Script), Is.Empty, $"{path} {scheme}");
                await _window.PictureAsync($"phone-{name}-{scheme}");
            }
        }
        _window.Forgive("404");
    }
}
