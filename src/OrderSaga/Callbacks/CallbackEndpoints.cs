using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using OrderSaga.Reading;

namespace OrderSaga.Callbacks;

/// <summary>The registered endpoints, and which of them a subscriber's URI belongs to.</summary>
sealed class CallbackEndpoints : ISubscriberAddresses
{
    readonly CallbackOptions _options;
    readonly IReadOnlyList<CallbackEndpoint> _endpoints;

    public CallbackEndpoints(IOptions<CallbackOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        // The longest first: it is the one that says most of a URI; one for an owner before one for all.
        _endpoints = [.. _options.Endpoints
            .Select(named => CallbackEndpoint.Of(named.Key, named.Value))
            .OrderByDescending(endpoint => endpoint.Prefix!.Text.TrimEnd('/').Length)
            .ThenByDescending(endpoint => endpoint.Owner.Length > 0)];
    }

    string ISubscriberAddresses.Rule => CallbackUri.Rule;

    string ISubscriberAddresses.Shown(string text) => CallbackUri.Shown(text);

    /// <summary>Why a job of <paramref name="owner"/> may not name <paramref name="text"/>, as a rule that its writer can act on; null when it may.</summary>
    public string? RuleAgainst(string text, string owner)
    {
        if (CallbackUri.Read(text) is not { } uri)
            return CallbackUri.Rule;
        if (Registered(uri, owner) is not null)
            return null;
        if (!_options.AllowUnregistered)
            return RegistrationRule(uri);
        if (uri.IsPrivate)
            return $"must not be a private address; {Registration(uri)}";
        return uri.IsHttps || _options.AllowHttp ? null : $"must be https; {Registration(uri)}";
    }

    /// <summary>Where to send a URI of such a job; null when it may not be sent any more.</summary>
    internal CallbackEndpoint? Find(string text, string owner)
    {
        if (RuleAgainst(text, owner) is not null || CallbackUri.Read(text) is not { } uri)
            return null;
        return Registered(uri, owner) ?? CallbackEndpoint.Unregistered(uri.Origin);
    }

    CallbackEndpoint? Registered(CallbackUri uri, string owner) =>
        _endpoints.FirstOrDefault(endpoint => uri.IsUnder(endpoint.Prefix!) && (endpoint.Owner.Length == 0 || endpoint.Owner == owner));

    static string RegistrationRule(CallbackUri uri) => $"must lie under the prefix of a registered endpoint; {Registration(uri)}";

    /// <summary>The settings, ready to be copied: who tries the service out is the operator too.</summary>
    static string Registration(CallbackUri uri) =>
        $"the operator registers one by the setting Callbacks:Endpoints:<name>:Prefix={uri.Origin}"
        + uri switch
        {
            { IsPrivate: true } => " with Callbacks:Endpoints:<name>:AllowPrivate=true",
            { IsHttps: false } => " with Callbacks:AllowHttp=true",
            _ => "",
        };
}

/// <summary>A registered endpoint, or the origin of a URI that belongs to none.</summary>
/// <param name="Name">The operator's, or the origin: what its queue and log lines are called by.</param>
/// <param name="Prefix">What its URIs begin with; null for an origin.</param>
/// <param name="Owner">The one owner whose jobs may name it; empty for any.</param>
/// <param name="AllowPrivate">Whether it may lie in a private network, and be reached over http.</param>
sealed record CallbackEndpoint(string Name, CallbackUri? Prefix, string Owner, bool AllowPrivate)
{
    /// <summary>Keys of the signatures; none: not signed.</summary>
    public IReadOnlyList<byte[]> Secrets { get; private init; } = [];

    public AuthenticationHeaderValue? Authorization { get; private init; }

    /// <summary>Texts that a subscriber's answer must not bring into the log.</summary>
    public IReadOnlyList<string> Confidential { get; private init; } = [];

    public static CallbackEndpoint Unregistered(string origin) => new(origin, null, "", AllowPrivate: false);

    public static CallbackEndpoint Of(string name, CallbackEndpointOptions options)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}"));
        return new CallbackEndpoint(name, CallbackUri.Read(options.Prefix)!, options.Owner, options.AllowPrivate)
        {
            Secrets = WebhookSignature.ReadSecrets(options.Secret)!,
            Authorization = options switch
            {
                { Token.Length: > 0 } => new AuthenticationHeaderValue("Bearer", options.Token),
                { User.Length: > 0 } => new AuthenticationHeaderValue("Basic", basic),
                _ => null,
            },
            Confidential = options switch
            {
                { Token.Length: > 0 } => [options.Token],
                { User.Length: > 0 } => [basic, options.Password],
                _ => [],
            },
        };
    }

    /// <summary>Records print their members; these are nobody's business.</summary>
    public override string ToString() => Name;
}
