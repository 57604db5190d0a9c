using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Callbacks;
using OrderSaga.Contracts;
using OrderSaga.Orders;
using OrderSaga.Reading;
using OrderSaga.Regards.Requests;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Intake;

public sealed class No_members_make_the_reader_throw
{
    static readonly string[] Names =
    [
        "orderId", "productIdentifier", "product", "urn", "id", "model", "entityType", "size", "priority", "owner", "tenant", "label", "notBefore",
        "patch", "properties", "files", "subscriber", "successUri", "failedUri", "", "\\ud800", "\\u0000", "ORDERID", "product_identifier", "not_before",
    ];

    static readonly string[] Leaves =
    [
        "null", "true", "0", "50", "1e999", "1.5", "99999999999999999999", "\"\"", "\"x\"", "\"\\u0000\"", "\"\\ud800\"", "\"a\\nb\"", "{}", "[]",
        "\"0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69\"", "\"URN:FEATURE:DATA:t:5b1d9c1e-3f0a-4c55-9d4e-0a1b2c3d4e5f:V1\"", "\"2026-05-01T00:00:00Z\"",
        "\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"https://x\"", "\"http://[\"", "\"DATA\"",
    ];

    /// <summary>Right members of which any may be replaced, so that some orders are valid.</summary>
    static readonly (string Name, string Value)[] Right =
    [
        ("orderId", "\"0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69\""), ("priority", "7"), ("label", "\"l\""), ("patch", """{"properties":{"a":1}}"""),
        ("product", """{"urn":"URN:FEATURE:DATA:t:5b1d9c1e-3f0a-4c55-9d4e-0a1b2c3d4e5f:V1","id":"P"}"""), ("notBefore", "\"2026-05-01T00:00:00Z\""),
    ];

    static Gen<string> Value(int depth) => depth == 0
        ? Gen.Elements(Leaves)
        : Gen.OneOf(Gen.Elements(Leaves), Members(depth - 1).Select(members => $"{{{string.Join(',', members)}}}"));

    static Gen<string[]> Members(int depth) =>
        Gen.Choose(0, 4).SelectMany(n => Gen.Elements(Names).SelectMany(name => Value(depth).Select(value => $"\"{name}\":{value}")).ArrayOf(n));

    static Arbitrary<string> Orders => Gen.Choose(0, (1 << Right.Length) - 1)
        .SelectMany(mask => Members(2).Select(more => $"{{{string.Join(',', Right.Where((_, i) => (mask & (1 << i)) != 0).Select(m => $"\"{m.Name}\":{m.Value}").Concat(more))}}}"))
        .ToArbitrary();

    static readonly IOptions<RegardsOptions> Regards = Options.Create(new RegardsOptions());
    static readonly SubscriberReader Subscribers = new(new CallbackEndpoints(Options.Create(new CallbackOptions { AllowUnregistered = true })));
    static readonly PatchRules Rules = new(Regards);
    static readonly OrderReader Reader = new(Rules, Regards, Options.Create(new OrderOptions()), Subscribers, TimeProvider.System);

    [Test]
    public void Whatever_comes_gives_an_order_or_faults_and_an_order_gives_a_request()
    {
        var accepted = 0;
        Prop.ForAll(Orders, text => accepted += Check(text)).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
        Assert.That(accepted, Is.GreaterThan(50), "some are orders");
    }

    static int Check(string text)
    {
        var members = IncomingBody.Open(System.Text.Encoding.UTF8.GetBytes(text), "urn:message:OrderSaga.Contracts:SubmitOrder");
        var faults = new FoundFaults();
        Reader.Read(members, snakeCase: true, Guid.NewGuid(), []);
        var draft = Reader.Read(members, snakeCase: false, null, faults);
        if (draft is null != faults.Count > 0)
            throw new InvalidOperationException("must give either an order or faults");
        if (faults.Any(fault => fault.Rule.Length == 0))
            throw new InvalidOperationException("a fault without a rule");
        JsonSerializer.SerializeToUtf8Bytes(faults);
        if (draft?.Product is not { } product)
            return 0;
        var order = new Order { CorrelationId = draft.OrderId };
        order.Accept(new PlaceOrder
        {
            OrderId = draft.OrderId,
            ProductIdentifier = draft.Identifier,
            Product = new OrderProduct { Urn = product.Urn, Id = product.Id, Model = product.Model, EntityType = product.EntityType },
            Priority = draft.Priority,
            Owner = draft.Owner,
            Tenant = draft.Tenant,
            NotBefore = draft.NotBefore,
            Patch = draft.Content?.Text,
            ContentDigest = draft.Digest(),
            At = DateTime.UtcNow,
        });
        var request = Rules.PatchFor(order.ToRequest());
        // The one thing that only the whole request shows: a date that is none.
        var refused = PatchRequestValidator.Validate(request).Where(fault => fault.Field != "requestDate").ToList();
        if (refused.Count > 0)
            throw new InvalidOperationException(string.Join("; ", refused));
        PatchRequestWriter.Write(request);
        return 1;
    }
}
