using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Settings;
using BatchOptions = OrderSaga.Batches.BatchOptions;

namespace OrderSaga.Tests.Batches;

public sealed class Settings_of_batches
{
    static BatchOptions Read(string? key = null, string? value = null) => new ConfigurationBuilder()
        .AddInMemoryCollection(key is null ? [] : [KeyValuePair.Create("Batches:" + key, value)]).Build().Read<BatchOptions, BatchRules>("Batches");

    [Test]
    public void The_defaults_are_right() => Assert.That(() => Read(), Throws.Nothing);

    [TestCase("PreparationPeriod", "00:00:00", "above zero")]
    [TestCase("PreparationPeriod", "a month", "time span")]
    [TestCase("CountInterval", "00:00:00.001", "time span from")]
    [TestCase("EarlyStopShare", "0", "from 1 to 100")]
    [TestCase("EarlyStopShare", "101", "from 1 to 100")]
    [TestCase("EarlyStopAfter", "0", "from 1 to")]
    [TestCase("ClaimLease", "00:00:00.5", "time span from")]
    [TestCase("PageSize", "many", "whole number")]
    [TestCase("PageSize", "0", "from 1 to 10000")]
    [TestCase("Pages", "1", "is no setting; there are ClaimLease, CountInterval, EarlyStopAfter, EarlyStopShare, PageSize, PreparationPeriod")]
    public void A_wrong_value_is_told_with_key_and_rule(string key, string value, string rule)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Read(key, value))!.Failures.Single();
        Assert.That(fault, Does.StartWith($"Batches:{key} '{value}'").And.Contain(rule));
    }
}
