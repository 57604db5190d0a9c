using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrderSaga.Worker;

static class HealthText
{
    /// <summary>The overall status and each check with its reason, as JSON.</summary>
    public static Task WriteAsync(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new { status = entry.Value.Status.ToString(), reason = entry.Value.Description }),
    });
}
