using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Bulks;
using OrderSaga.Bus;
using OrderSaga.Orders;
using OrderSaga.Orders.Queue;
using OrderSaga.Orders.Quotas;
using OrderSaga.RegardsArchive;
using OrderSaga.Settings;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Settings;

/// <summary>Each stops the start with key, value and rule.</summary>
public sealed class Wrong_settings
{
    static IConfiguration With(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))).Build();

    static void Read(IConfiguration configuration)
    {
        configuration.Read<BusOptions, BusRules>("Bus");
        configuration.Read<RegardsOptions, RegardsRules>("Regards");
        configuration.Read<StoreOptions, StoreRules>("Store");
        configuration.Read<OrderOptions, OrderRules>("Orders");
        configuration.Read<DispatchOptions, DispatchRules>("Dispatch");
        configuration.Read<QuotaOptions, QuotaRules>("Quota");
        configuration.Read<BulkOptions, BulkRules>("Bulks");
    }

    [Test]
    public void The_defaults_are_right() => Assert.That(() => Read(With()), Throws.Nothing);

    [TestCase("Bus:Transport", "Kafka", "InMemory or RabbitMq")]
    [TestCase("Bus:Transport", "1", "InMemory or RabbitMq")]
    [TestCase("Bus:QueueType", "lazy", "Classic or Quorum")]
    [TestCase("Bus:EventFormat", "xml", "Json or Envelope")]
    [TestCase("Bus:Prefetch", "0", "1 to 65535")]
    [TestCase("Bus:Prefetch", "70000", "whole number")]
    [TestCase("Bus:LargestMessage", "1023", "1024 to 1073741824")]
    [TestCase("Bus:BytesAtWork", "8388607", "8388608 to")]
    [TestCase("Bus:Trasnport", "RabbitMq", "is no setting; there are BytesAtWork, EventFormat, GiveUpAfter, LargestMessage, Prefetch, QueueType, Transport, Uri")]
    [TestCase("Regards:Uri", "http://broker", "AMQP address")]
    [TestCase("Regards:Uri", "", "AMQP address")]
    [TestCase("Regards:Tenant", " ", "1 to 100")]
    [TestCase("Regards:Tenants", "a, b\u0007", "1 to 100")]
    [TestCase("Regards:Owner", "", "1 to 128")]
    [TestCase("Regards:Model", "", "REGARDS model")]
    [TestCase("Regards:EntityType", "data", "DATA, DATASET or COLLECTION")]
    [TestCase("Regards:Properties", "[]", "JSON object")]
    [TestCase("Regards:Properties", "{", "JSON object")]
    [TestCase("Regards:Properties", "{\"a\":{\"b\":{\"c\":1}}}", "patch.properties")]
    [TestCase("Regards:MaxInFlight", "abc", "whole number")]
    [TestCase("Regards:MaxInFlight", "0", "from 1 to")]
    [TestCase("Regards:PageSize", "-1", "from 1 to")]
    [TestCase("Regards:Attempts", "1000", "from 1 to 999")]
    [TestCase("Regards:GrantTimeout", "soon", "time span")]
    [TestCase("Regards:GrantTimeout", "15", "time span")]
    [TestCase("Regards:GrantTimeout", "-00:15:00", "time span")]
    [TestCase("Regards:CompletionTimeout", "00:00:00", "above zero")]
    [TestCase("Regards:CompletionTimeout", "4000.00:00:00", "3650 days")]
    [TestCase("Regards:ClaimLease", "2.00:00:00", "time span from")]
    [TestCase("Regards:FilePatchCompletion", "Never", "Notification or Quiet")]
    [TestCase("Regards:Simulate", "yes", "true or false")]
    [TestCase("Regards:AnswerQueue", "regards.broadcast.mine", "outside regards.broadcast.")]
    [TestCase("Store:Provider", "Oracle", "Sqlite or Postgres")]
    [TestCase("Store:ConnectionString", "", "SQLite connection string")]
    [TestCase("Store:ConnectionString", "Datei=x", "SQLite connection string")]
    [TestCase("Store:SweepInterval", "00:00:00", "time span from")]
    [TestCase("Orders:OnlinePeriod", "week", "time span")]
    [TestCase("Orders:ProductLink", "nowhere", "absolute URI")]
    [TestCase("Orders:TargetDuration", "00:00:00", "above zero")]
    [TestCase("Regards:RetryPause", "2.00:00:00", "time span from")]
    [TestCase("Dispatch:OwnerShare", "0", "from 1 to 100")]
    [TestCase("Dispatch:OwnerShare", "0.8", "whole number")]
    [TestCase("Dispatch:OwnerLimit", "-1", "from 0 to")]
    [TestCase("Dispatch:Owners:north", "many", "whole number from 0 to")]
    [TestCase("Quota:OpenOrders", "-1", "from 0 to")]
    [TestCase("Quota:OrdersPerHour", "x", "whole number")]
    [TestCase("Quota:Owners:north:ProductsPerBulk", "-5", "from 0 to")]
    [TestCase("Quota:Owners:north:OpenOrders", "few", "whole number")]
    [TestCase("Bulks:BatchSize", "10001", "from 1 to 10000")]
    [TestCase("Bulks:UnknownSize", "-1", "from 0 to")]
    [TestCase("Bulks:MostProducts", "0", "from 1 to")]
    [TestCase("Bulks:MostBatches", "many", "whole number")]
    [TestCase("Bulks:PageSize", "0", "from 1 to")]
    [TestCase("Bulks:Resolvers", "33", "from 1 to 32")]
    [TestCase("Bulks:ClaimLease", "00:00:00.5", "time span from")]
    [TestCase("Bulks:DryRunLimit", "1:00:00", "time span from")]
    [TestCase("Quota:Owners:north:Colour", "red", "is no setting; there are OpenOrders, OrdersPerHour, ProductsPerBulk")]
    public void A_wrong_value_is_told_with_key_and_rule(string key, string value, string rule)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Read(With((key, value))))!.Failures.Single();
        Assert.That(fault, Does.StartWith($"{key} '"));
        Assert.That(fault, Does.Contain(rule));
        if (key != "Store:ConnectionString")
            Assert.That(fault, Does.Contain(value));
    }

    [Test]
    public void All_faults_of_a_section_are_told_at_once()
    {
        var faults = Assert.Throws<OptionsValidationException>(() => Read(With(
            ("Regards:MaxInFlight", "abc"), ("Regards:Owner", ""), ("Regards:Colour", "red"))))!.Failures;
        Assert.That(faults.Select(fault => fault.Split(' ')[0]), Is.EquivalentTo(new[] { "Regards:MaxInFlight", "Regards:Owner", "Regards:Colour" }));
    }

    [Test]
    public void A_password_is_not_repeated()
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Read(With(("Regards:Uri", "http://me:secret@broker"))))!.Failures.Single();
        Assert.That(fault, Does.Not.Contain("secret"));
    }

    [TestCase("24:00:00", 24)]
    [TestCase("1.00:00:00", 24)]
    [TestCase("00:30", 0.5)]
    [TestCase("100:00:00", 100)]
    public void Hours_are_hours(string text, double hours) => Assert.That(
        With(("Regards:CompletionTimeout", text)).Read<RegardsOptions, RegardsRules>("Regards").CompletionTimeout, Is.EqualTo(TimeSpan.FromHours(hours)));

    [Test]
    public void A_list_comes_as_members_or_with_commas()
    {
        Assert.That(With(("Regards:Tenants:0", "a"), ("Regards:Tenants:1", "b")).Read<RegardsOptions, RegardsRules>("Regards").Tenants, Is.EqualTo(new[] { "a", "b" }));
        Assert.That(With(("Regards:Tenants", "a, b")).Read<RegardsOptions, RegardsRules>("Regards").Tenants, Is.EqualTo(new[] { "a", "b" }));
    }
}
