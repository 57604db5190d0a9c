using NUnit.Framework;
using OrderSaga.Regards.Requests;
using OrderSaga.Regards.Values;

namespace OrderSaga.Tests.Regards;

public sealed class A_request_is_validated
{
    const string Id = "7c1e0b52-93ad-4f0e-8d26-5b8f4a6c9e11";

    static TestCaseData Case(string name, string field, string rule, Func<PatchRequest, PatchRequest> spoil) =>
        new TestCaseData(field, rule, spoil).SetName($"{nameof(And_refused)}: {name}");

    static IEnumerable<TestCaseData> Spoiled()
    {
        yield return Case("no tenant", "tenant", "required", request => request with { Tenant = null! });
        yield return Case("blank tenant", "tenant", "blank", request => request with { Tenant = "  " });
        yield return Case("tenant of two lines", "tenant", "control", request => request with { Tenant = "polar\r\nnight" });
        yield return Case("no request id", "requestId", "required", request => request with { RequestId = "" });
        yield return Case("long request id", "requestId", "36", request => request with { RequestId = new string('7', 37) });
        yield return Case("request id with NUL", "requestId", "NUL", request => request with { RequestId = "a\0b" });
        yield return Case("no owner", "owner", "required", request => request with { Owner = null! });
        yield return Case("long owner", "owner", "128", request => request with { Owner = new string('o', 129) });
        yield return Case("owner with half a pair", "owner", "surrogate", request => request with { Owner = "desk\ud83d" });
        yield return Case("no date", "requestDate", "UTC", request => request with { RequestDate = default });
        yield return Case("local date", "requestDate", "UTC", request => request with { RequestDate = new DateTime(2026, 1, 9, 0, 0, 0, DateTimeKind.Local) });
        yield return Case("date of no zone", "requestDate", "UTC", request => request with { RequestDate = new DateTime(2026, 1, 9) });
        yield return Case("unknown priority", "priority", "HIGH", request => request with { Priority = (PatchPriority)9 });
        yield return Case("no provider id", "product.id", "required", request => request with { ProviderId = null! });
        yield return Case("blank provider id", "product.id", "blank", request => request with { ProviderId = "\t" });
        yield return Case("long provider id", "product.id", "100", request => request with { ProviderId = new string('p', 101) });
        yield return Case("no model", "product.model", "required", request => request with { Model = "" });
        yield return Case("no entity type", "product.entityType", "required", request => request with { EntityType = null! });
        yield return Case("entity type in small letters", "product.entityType", "DATASET", request => request with { EntityType = "data" });
        yield return Case("no content", "patch", "required", request => request with { Content = null! });
        yield return Case("no properties", "patch.properties", "required", request => request with { Content = PatchContent.Empty });
        yield return Case("null properties", "patch.properties", "required", request => request with { Content = PatchContent.Empty with { Properties = Samples.Json("null") } });
        yield return Case("properties of no document", "patch.properties", "required", request => request with { Content = PatchContent.Empty with { Properties = default(System.Text.Json.JsonElement) } });
        yield return Case("deep properties", "patch.properties.a.b", "two levels", request => request with { Content = PatchContent.Empty with { Properties = Samples.Json("""{"a":{"b":{"c":1}}}""") } });
        yield return Case("unknown file mode", "patch.fileUpdateMode", "APPEND", request => request with { Content = request.Content with { FileUpdateMode = (FileUpdateMode)5 } });
        foreach (var (urn, rule) in Urns)
            yield return Case($"urn {urn}", "product.urn", rule, request => request with { Urn = urn! });
    }

    static IEnumerable<(string? Urn, string Rule)> Urns =>
    [
        (null, "required"),
        ("", "required"),
        ($"URN:FEATURE:DATA:polar-night:{Id}:LAST", "version"),
        ($"URN:FEATURE:DATA:polar-night:{Id}:V0", "must be URN"),
        ($"URN:FEATURE:DATA:polar-night:{Id}:V03", "must be URN"),
        ($"URN:FEATURE:DATA:polar-night:{Id}:V1000", "must be URN"),
        ($"URN:FEATURE:DATA:polar-night:{Id}:3", "must be URN"),
        ($"URN:FEATURE:DATA:polar-night:{Id}:V3\n", "must be URN"),
        ($"URN:FEATURE:DATA:polar-night:{Id}:V3,2", "must be URN"),
        ($"URN:FEATURE:DATA:polar-night:{Id}:V3:REV1", "must be URN"),
        ($"URN:FEATURE:data:polar-night:{Id}:V3", "must be URN"),
        ($"URN:FEATURE:DOCUMENT:polar-night:{Id}:V3", "must be URN"),
        ($"URN:AIP:DATA:polar-night:{Id}:V3", "must be URN"),
        ($"urn:feature:DATA:polar-night:{Id}:V3", "must be URN"),
        ($"URN:FEATURE:DATA::{Id}:V3", "must be URN"),
        ($"URN:FEATURE:DATA:polar-night:{Id.ToUpperInvariant()}:V3", "must be URN"),
        ("URN:FEATURE:DATA:polar-night:7c1e0b5293ad4f0e8d265b8f4a6c9e11:V3", "must be URN"),
        ("URN:FEATURE:DATA:polar-night:not-a-uuid:V3", "must be URN"),
        ($"URN:FEATURE:DATA:polar\0night:{Id}:V3", "NUL"),
        ($"URN:FEATURE:DATA:{new string('t', 90)}:{Id}:V3", "132"),
    ];

    [Test]
    public void And_let_through_when_nothing_is_wrong() =>
        Assert.That(PatchRequestValidator.Validate(Samples.Request() with { Content = Samples.Content() }), Is.Empty);

    [Test]
    public void And_let_through_at_the_limits()
    {
        var request = Samples.Request() with
        {
            RequestId = new string('7', 36),
            Owner = new string('é', 128),
            ProviderId = new string('p', 100),
            Urn = $"URN:FEATURE:COLLECTION:{new string('t', 132 - 65)}:{Id}:V999",
            EntityType = EntityTypes.Collection,
            RequestDate = DateTime.UtcNow,
        };

        Assert.That(request.Urn, Has.Length.EqualTo(132));
        Assert.That(PatchRequestValidator.Validate(request), Is.Empty);
    }

    [TestCaseSource(nameof(Spoiled))]
    public void And_refused(string field, string rule, Func<PatchRequest, PatchRequest> spoil)
    {
        ArgumentNullException.ThrowIfNull(spoil);

        var faults = PatchRequestValidator.Validate(spoil(Samples.Request()));

        Assert.That(faults, Has.Count.EqualTo(1), string.Join("\n", faults));
        Assert.That(faults[0].Field, Is.EqualTo(field));
        Assert.That(faults[0].Rule, Does.Contain(rule));
    }

    [Test]
    public void And_all_faults_are_told_at_once()
    {
        var faults = PatchRequestValidator.Validate(Samples.Request() with
        {
            Tenant = "",
            RequestId = new string('7', 40),
            Urn = "URN:ICE",
            Model = " ",
            Content = PatchContent.Empty with { AcknowledgedRecipient = new string('r', 300) },
        });

        Assert.That(faults.Select(fault => fault.Field), Is.EquivalentTo(new[]
        {
            "tenant", "requestId", "product.urn", "product.model", "patch.properties", "patch.acknowledgedRecipient",
        }));
        Assert.That(faults.Single(fault => fault.Field == "product.urn").ToString(), Does.StartWith("product.urn = 'URN:ICE': must be"));
    }
}
