using Microsoft.Playwright;
using NUnit.Framework;

namespace OrderSaga.IntegrationTests.Browser;

/// <summary>The system's own Chromium, driven from here.</summary>
sealed class Chromium : IAsyncDisposable
{
    static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    readonly IPlaywright _playwright;
    readonly IBrowser _browser;

    Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Skips the fixture when there is none.</summary>
    public static async Task<Chromium> StartAsync()
    {
        var executable = Array.Find(Places, File.Exists);
        if (executable is null)
            Assert.Ignore($"There is no Chromium at {string.Join(" or ", Places)}: install the package chromium.");
        var playwright = await Playwright.CreateAsync();
        // A container's user is root, who may not have a sandbox.
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = executable, Args = ["--no-sandbox"] });
        return new Chromium(playwright, browser);
    }

    /// <summary>A window of its own, without a trace of others.</summary>
    public async Task<Window> OpenAsync(Uri service, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = service.ToString();
        options.Locale = "en-GB";
        options.ViewportSize ??= new ViewportSize { Width = 1280, Height = 900 };
        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(Until.Longest);
        Assertions.SetDefaultExpectTimeout(Until.Longest);
        return new Window(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
