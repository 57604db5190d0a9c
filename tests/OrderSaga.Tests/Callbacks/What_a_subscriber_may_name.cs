using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Callbacks;

namespace OrderSaga.Tests.Callbacks;

public sealed class What_a_subscriber_may_name
{
    const string Owner = "planner";

    static CallbackEndpoints With(Action<CallbackOptions>? change = null, params (string Name, CallbackEndpointOptions Endpoint)[] endpoints)
    {
        var options = new CallbackOptions();
        foreach (var (name, endpoint) in endpoints)
            options.Endpoints.Add(name, endpoint);
        change?.Invoke(options);
        Assert.That(new CallbackRules().Validate(null, options).FailureMessage, Is.Null);
        return new CallbackEndpoints(Options.Create(options));
    }

    static (string, CallbackEndpointOptions) Portal(string owner = "") => ("portal", new CallbackEndpointOptions { Prefix = "https://portal.example/hooks/", Owner = owner });

    [Test]
    public void Is_under_a_registered_endpoint() =>
        Assert.That(With(null, Portal()).RuleAgainst("https://portal.example/hooks/done", Owner), Is.Null);

    [Test]
    public void Is_nothing_else_and_the_refusal_tells_the_setting() =>
        Assert.That(With(null, Portal()).RuleAgainst("https://other.example:8443/hooks/done?x", Owner), Is.EqualTo(
            "must lie under the prefix of a registered endpoint; the operator registers one by the setting Callbacks:Endpoints:<name>:Prefix=https://other.example:8443"));

    [TestCase("http://localhost:9000/hook", "Callbacks:Endpoints:<name>:Prefix=http://localhost:9000 with Callbacks:Endpoints:<name>:AllowPrivate=true")]
    [TestCase("http://portal.example/hook", "Callbacks:Endpoints:<name>:Prefix=http://portal.example with Callbacks:AllowHttp=true")]
    public void Is_refused_with_all_settings_that_it_takes(string uri, string settings) =>
        Assert.That(With().RuleAgainst(uri, Owner), Does.EndWith(settings));

    [Test]
    public void Is_told_by_its_form_first() => Assert.That(With().RuleAgainst("https://a@b/", Owner), Is.EqualTo(CallbackUri.Rule));

    [Test]
    public void Belongs_to_an_endpoints_own_owner_alone()
    {
        var endpoints = With(null, Portal(owner: Owner));
        Assert.That(endpoints.RuleAgainst("https://portal.example/hooks", Owner), Is.Null);
        Assert.That(endpoints.RuleAgainst("https://portal.example/hooks", "somebody"), Does.StartWith("must lie under"));
    }

    [Test]
    public void Belongs_to_the_closest_endpoint()
    {
        var endpoints = With(
            null, Portal(), ("inner", new CallbackEndpointOptions { Prefix = "https://portal.example/hooks/inner" }),
            ("own", new CallbackEndpointOptions { Prefix = "https://portal.example/hooks", Owner = Owner }));
        Assert.That(endpoints.Find("https://portal.example/hooks/inner/x", "somebody")!.Name, Is.EqualTo("inner"));
        Assert.That(endpoints.Find("https://portal.example/hooks/x", "somebody")!.Name, Is.EqualTo("portal"));
        Assert.That(endpoints.Find("https://portal.example/hooks/x", Owner)!.Name, Is.EqualTo("own"));
    }

    [Test]
    public void May_be_anything_public_where_the_operator_says_so()
    {
        var endpoints = With(options => options.AllowUnregistered = true);
        Assert.That(endpoints.RuleAgainst("https://anybody.example/x", Owner), Is.Null);
        Assert.That(endpoints.Find("https://anybody.example/x", Owner)!.Name, Is.EqualTo("https://anybody.example"));
        Assert.That(endpoints.RuleAgainst("http://anybody.example/x", Owner), Does.StartWith("must be https"));
        Assert.That(endpoints.RuleAgainst("https://10.0.0.1/x", Owner), Does.StartWith("must not be a private address"));
        Assert.That(endpoints.Find("https://10.0.0.1/x", Owner), Is.Null);
    }

    [Test]
    public void May_be_http_where_the_operator_says_so_too() => Assert.That(
        With(options => (options.AllowUnregistered, options.AllowHttp) = (true, true)).RuleAgainst("http://anybody.example/x", Owner), Is.Null);
}
