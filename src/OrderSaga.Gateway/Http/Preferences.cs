using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OrderSaga.Gateway.Http;

/// <summary>What a client prefers (RFC 7240). Unknown preferences, such as a <c>respond-sync</c> nobody registered, are passed over.</summary>
/// <param name="Wait">How long the client is willing to wait.</param>
sealed record Preferences(bool RespondAsync, TimeSpan? Wait)
{
    const string Async = "respond-async";

    public static Preferences Of(HttpRequest request)
    {
        var respondAsync = false;
        TimeSpan? wait = null;
        foreach (var item in HeaderList.Items(request.Headers["Prefer"]))
        {
            var (name, value) = HeaderList.Pair(item.Value);
            respondAsync |= name.Equals(Async, StringComparison.OrdinalIgnoreCase);
            if (wait is null && name.Equals("wait", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                wait = TimeSpan.FromSeconds(seconds);
        }
        return new Preferences(respondAsync, wait);
    }

    /// <summary>Tells that the asynchronous answer was what the client preferred.</summary>
    public void TellAsyncApplied(HttpResponse response)
    {
        if (RespondAsync)
            Tell(response, Async);
    }

    /// <summary>Tells that the answer came within the wait that the client named.</summary>
    public void TellWaitApplied(HttpResponse response)
    {
        if (Wait is { } wait)
            Tell(response, string.Create(CultureInfo.InvariantCulture, $"wait={(int)wait.TotalSeconds}"));
    }

    static void Tell(HttpResponse response, string preference) => response.Headers["Preference-Applied"] = preference;
}
