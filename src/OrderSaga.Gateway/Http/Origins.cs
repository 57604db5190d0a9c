using Microsoft.AspNetCore.Cors.Infrastructure;

namespace OrderSaga.Gateway.Http;

/// <summary>Scripts of other origins: what they may send and see.</summary>
static class Origins
{
    public static string[] In(string setting) => setting.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static void Allow(CorsPolicyBuilder policy, string setting)
    {
        policy
            .WithMethods("GET", "HEAD", "POST", "DELETE")
            .AllowAnyHeader()
            .WithExposedHeaders("Location", "Link", "Preference-Applied", "Retry-After");
        var origins = In(setting);
        if (origins.Contains("*"))
            policy.AllowAnyOrigin();
        else
            policy.WithOrigins(origins);
    }
}
