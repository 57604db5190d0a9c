using OrderSaga.Settings;

namespace OrderSaga.Callbacks;

public sealed class CallbackRules() : SettingsRules<CallbackOptions>("Callbacks")
{
    const int LongestOwner = 128;

    protected override void Check(CallbackOptions options)
    {
        Between(nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        Positive(nameof(options.FirstPause), options.FirstPause);
        Between(nameof(options.LongestPause), options.LongestPause, options.FirstPause, TimeSpan.FromDays(30));
        Between(nameof(options.GiveUpAfter), options.GiveUpAfter, TimeSpan.Zero, TimeSpan.FromDays(365));
        Between(nameof(options.LongestOutage), options.LongestOutage, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        Between(nameof(options.Concurrency), options.Concurrency, 1, 10_000);
        Between(nameof(options.EndpointConcurrency), options.EndpointConcurrency, 1, options.Concurrency);
        Positive(nameof(options.Retention), options.Retention);
        Between(nameof(options.SweepInterval), options.SweepInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        foreach (var (name, endpoint) in options.Endpoints)
            Check($"{nameof(options.Endpoints)}:{name}", endpoint, options);
        foreach (var same in options.Endpoints.GroupBy(e => (e.Value.Prefix.TrimEnd('/'), e.Value.Owner)).Where(same => same.Count() > 1))
            Must(false, $"{nameof(options.Endpoints)}:{same.Last().Key}:Prefix", same.Key.Item1, $"must not be that of {same.First().Key} too");
    }

    void Check(string key, CallbackEndpointOptions endpoint, CallbackOptions options)
    {
        var prefix = CallbackUri.Read(endpoint.Prefix);
        Must(prefix is { HasQuery: false }, $"{key}:Prefix", CallbackUri.Shown(endpoint.Prefix), $"{CallbackUri.Rule}, and without a query");
        Must(
            prefix is null || prefix.IsHttps || endpoint.AllowPrivate || options.AllowHttp,
            $"{key}:Prefix", CallbackUri.Shown(endpoint.Prefix), "must be https, unless the endpoint's AllowPrivate or Callbacks:AllowHttp is true");
        Must(
            prefix is null || !prefix.IsPrivate || endpoint.AllowPrivate,
            $"{key}:Prefix", CallbackUri.Shown(endpoint.Prefix), "is a private address, which takes the endpoint's AllowPrivate");
        // Values of secrets are not repeated.
        Must(WebhookSignature.ReadSecrets(endpoint.Secret) is not null, $"{key}:Secret", "…", WebhookSignature.SecretRule);
        Must(
            endpoint.User.Length == 0 == (endpoint.Password.Length == 0) && !endpoint.User.Contains(':', StringComparison.Ordinal),
            $"{key}:User", endpoint.User, "must come with a Password, and without a colon");
        Must(endpoint.Token.Length == 0 || endpoint.User.Length == 0, $"{key}:Token", "…", "must not come with a User: one of them is sent");
        Must(endpoint.Token.All(letter => letter is > ' ' and < '\u007f'), $"{key}:Token", "…", "must be printable ASCII without blanks");
        Must(endpoint.Owner.Length <= LongestOwner, $"{key}:Owner", endpoint.Owner, "must have at most 128 characters");
    }
}
