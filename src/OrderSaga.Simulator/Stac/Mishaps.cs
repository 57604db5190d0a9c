using System.Globalization;
using Microsoft.AspNetCore.Http;
using OrderSaga.Simulator.Settings;

namespace OrderSaga.Simulator.Stac;

/// <summary>What goes wrong on request, and how often it did. Thread-safe.</summary>
sealed class Mishaps
{
    int _times;

    /// <summary>What happens to the page, counted from 1; a mishap is counted by asking.</summary>
    public StacMishap At(int page, StacSettings settings)
    {
        if (settings.Mishap == StacMishap.None || (settings.MishapPage != 0 && settings.MishapPage != page))
            return StacMishap.None;
        return Interlocked.Increment(ref _times) <= settings.MishapTimes || settings.MishapTimes == 0 ? settings.Mishap : StacMishap.None;
    }

    /// <summary>True when that was the whole answer.</summary>
    public static async Task<bool> SpoilAsync(HttpContext http, StacMishap mishap, StacSettings settings)
    {
        switch (mishap)
        {
            case StacMishap.Status:
                http.Response.StatusCode = settings.MishapStatus;
                if (settings.MishapRetryAfter is { } pause)
                    http.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                await http.Response.WriteAsync("{\"description\":\"this was asked for\"}", http.RequestAborted);
                return true;
            case StacMishap.Garbage:
                http.Response.ContentType = "text/html";
                await http.Response.WriteAsync("<html><body>Please come back later.</body></html>", http.RequestAborted);
                return true;
            case StacMishap.Slow:
                await Task.Delay(settings.MishapDelay, http.RequestAborted);
                return false;
            default:
                return false;
        }
    }
}
