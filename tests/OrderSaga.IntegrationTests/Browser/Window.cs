using Microsoft.Playwright;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace OrderSaga.IntegrationTests.Browser;

/// <summary>A browser window, and what the browser complains of in it: scripts that fail, what the content policy forbids, answers that are errors.</summary>
sealed class Window : IAsyncDisposable
{
    /// <summary>Names a folder for pictures of what the tests see.</summary>
    const string Pictures = "ORDERSAGA_TEST_SCREENSHOTS";

    readonly IBrowserContext _context;
    readonly List<string> _complaints = [];

    public Window(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator Heading => Page.Locator("h1");

    public ILocator Link(string text) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = text, Exact = true });

    public ILocator Paging(string text) => Page.Locator(".paging").GetByText(text);

    public ILocator Button(string text) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = text, Exact = true });

    /// <summary>Opens a page; a status of 400 or above is the test's to expect.</summary>
    public async Task<int> GoAsync(string path) => (await Page.GotoAsync(path))!.Status;

    /// <summary>Does what leads to another page, and waits until that one is there: what follows must not meet the old one, or neither.</summary>
    public async Task LeadOnAsync(Func<Task> act)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage page) => loaded.TrySetResult();
        Page.Load += Loaded;
        try
        {
            await act();
            await loaded.Task.WaitAsync(Until.Patience);
        }
        finally
        {
            Page.Load -= Loaded;
        }
    }

    /// <summary>An answer with this status was expected, so the browser's line about it is none of a fault.</summary>
    public void Forgive(string status) => _complaints.RemoveAll(complaint => complaint.Contains($"status of {status}", StringComparison.Ordinal));

    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable(Pictures) is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png") });
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed)
        {
            var picture = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.png");
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = picture, FullPage = true });
            TestContext.AddTestAttachment(picture, "The page as it was");
        }
        await _context.CloseAsync();
    }
}
