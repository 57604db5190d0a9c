using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using OrderSaga.Simulator.Settings;

namespace OrderSaga.Tests.Simulator;

[TestFixture]
public sealed class WhenSettingsAreRead
{
    internal static StandInSettings Read(params (string Key, string Value)[] settings) => StandInSettingsReader.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Simulator:" + s.Key, (string?)s.Value)))
        .Build().GetSection("Simulator"));

    [Test]
    public void None_means_defaults()
    {
        var settings = Read();

        Assert.That(settings.Tenants, Is.Empty);
        Assert.That(settings.GrantDelay, Is.EqualTo(TimeSpan.FromMilliseconds(50)));
        Assert.That(settings.ProcessingDelay, Is.EqualTo(TimeSpan.FromMilliseconds(500)));
    }

    [Test]
    public void Lists_come_as_entries_or_as_one_text_with_commas()
    {
        Assert.That(Read(("Tenants:0", "a"), ("Tenants:1", "b")).Tenants, Is.EqualTo(new[] { "a", "b" }));
        Assert.That(Read(("Tenants", "a, b")).Tenants, Is.EqualTo(new[] { "a", "b" }));
    }

    [TestCase("GrantDelay", "5", "hh:mm:ss")]
    [TestCase("ProcessingDelay", "-00:00:01", "0 or longer")]
    [TestCase("Jitter", "soon", "hh:mm:ss")]
    [TestCase("DeniedShare", "1.5", "from 0 to 1")]
    [TestCase("ErrorShare", "NaN", "from 0 to 1")]
    [TestCase("ReorderShare", "0,5", "from 0 to 1")]
    [TestCase("Seed", "x", "whole number")]
    [TestCase("MaxStored", "0", "1 or more")]
    [TestCase("MaxPriority", "256", "1 to 255")]
    [TestCase("FileNotification", "maybe", "true or false")]
    [TestCase("DeniedShares", "0.1", "no setting")]
    public void A_wrong_one_is_named_with_key_value_and_rule(string key, string value, string rule) =>
        Assert.That(() => Read((key, value)), Throws.TypeOf<WrongSettingsException>()
            .With.Message.Contains($"Simulator:{key} = '{value}'").And.Message.Contains(rule));

    [Test]
    public void Shares_that_exclude_each_other_must_not_exceed_one() =>
        Assert.That(() => Read(("DeniedShare", "0.6"), ("ErrorShare", "0.6")), Throws.TypeOf<WrongSettingsException>());
}
