using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OrderSaga.Gateway.Http;

/// <summary>What a client prefers (RFC 7240). Unknown preferences, such as a <c>respond-sync</c> nobody registered, are passed over.</summary>
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
            response.Headers["Preference-Applied"] = Async;
    }
}
