using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using OrderSaga.Contracts;
using OrderSaga.Reading;
using OrderSaga.Settings;
using OrderSaga.Simulator.Settings;
using OrderSaga.Texts;

namespace OrderSaga.Tests.Reading;

/// <summary>An integer is any number without a fraction (JSON Schema), however it is spelled.</summary>
public sealed class Numbers_by_their_value
{
    [TestCase("1471899392.0", 1471899392)]
    [TestCase("1.4e9", 1_400_000_000)]
    [TestCase("1.4E+9", 1_400_000_000)]
    [TestCase("5e1", 50)]
    [TestCase("50.000", 50)]
    [TestCase("500e-1", 50)]
    [TestCase("0.5e2", 50)]
    [TestCase("-0", 0)]
    [TestCase("-0.0e7", 0)]
    [TestCase("0e999", 0)]
    [TestCase("9223372036854775807", long.MaxValue)]
    [TestCase("9223372036854775807.0", long.MaxValue)]
    [TestCase("922337203685477580700e-2", long.MaxValue)]
    [TestCase("-9223372036854775808.0", long.MinValue)]
    public void Are_read_in_any_spelling(string text, long number)
    {
        Assert.That(JsonNumber.TryReadWhole(JsonElement.Parse(text), out var read), Is.True);
        Assert.That(read, Is.EqualTo(number));
    }

    [TestCase("0.5")]
    [TestCase("49.99999999999999999999999999999999999")]
    [TestCase("1e-30", Description = "a decimal would call it zero")]
    [TestCase("9223372036854775808")]
    [TestCase("9223372036854775807.5")]
    [TestCase("1e30")]
    [TestCase("1e999")]
    [TestCase("1e99999999999")]
    [TestCase("-1e999")]
    [TestCase("\"50\"")]
    [TestCase("true")]
    [TestCase("[50]")]
    public void Are_not_read_where_there_is_a_fraction_or_no_room(string text) =>
        Assert.That(JsonNumber.TryReadWhole(JsonElement.Parse(text), out _), Is.False);

    [Test]
    public void Are_one_number_wherever_the_point_stands() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), Gen.Choose(-30, 30).ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), (number, shift, zeros) =>
            JsonNumber.TryReadWhole(JsonElement.Parse(Spelled(number, shift, zeros)), out var read) && read == number).QuickCheckThrowOnFailure();

    [TestCase("priority", "50.0", "50")]
    [TestCase("priority", "5e1", "50")]
    [TestCase("priority", "0.5", null)]
    [TestCase("priority", "49.99999999999999999999999999999999999", null)]
    [TestCase("priority", "100.5", null)]
    [TestCase("priority", "1e999", null)]
    [TestCase("priority", "\"50\"", null)]
    [TestCase("size", "1.4e9", "1400000000")]
    [TestCase("size", "1471899392.0", "1471899392")]
    [TestCase("size", "-0.0", "0")]
    [TestCase("size", "-1.0", null)]
    [TestCase("size", "1e30", null)]
    [TestCase("volume", "1e12", "1000000000000")]
    [TestCase("volume", "0.0", null)]
    [TestCase("volume", "9223372036854775808", null)]
    public void Are_read_so_from_members(string name, string text, string? expected)
    {
        var faults = new FoundFaults();
        var members = new Members([KeyValuePair.Create(name, JsonElement.Parse(text))], snakeCase: false, faults);
        var read = name switch
        {
            "priority" => members.Integer(name, 1, 100),
            "size" => members.Bytes(name),
            _ => members.Volume(name),
        };

        Assert.That(read?.ToString(CultureInfo.InvariantCulture), Is.EqualTo(expected));
        if (expected is null)
            Assert.That(faults.Single(), Is.EqualTo(new FieldFault(name, text.Trim('"'), faults[0].Rule)).And.Property("Rule").StartsWith("must be a"));
        else
            Assert.That(faults, Is.Empty);
    }

    [TestCase("""{"a":50,"b":[0.5,100]}""", """{"b":[5e-1,1.0e2],"a":50.0}""")]
    [TestCase("""{"a":0}""", """{"a":-0.0}""")]
    [TestCase("[123456789012345678901234567890]", "[123456789012345678901234567890.0]")]
    [TestCase("[1e-500]", "[10.0e-501]")]
    [TestCase("[1e500]", "[0.1e501]")]
    [TestCase("[-1.25]", "[-125e-2]")]
    public void Are_the_same_content_in_any_spelling(string one, string other) =>
        Assert.That(CanonicalJson.Digest(JsonElement.Parse(one)), Is.EqualTo(CanonicalJson.Digest(JsonElement.Parse(other))));

    [TestCase("[50]", "[50.5]")]
    [TestCase("[1]", "[-1]")]
    [TestCase("[0.05]", "[0.5]")]
    [TestCase("[10]", "[1]")]
    [TestCase("[49.99999999999999999999999999999999999]", "[50]")]
    [TestCase("[1e500]", "[1e501]")]
    public void Are_other_content_where_they_are_others(string one, string other) =>
        Assert.That(CanonicalJson.Digest(JsonElement.Parse(one)), Is.Not.EqualTo(CanonicalJson.Digest(JsonElement.Parse(other))));

    [TestCase("50")]
    [TestCase("-1.25")]
    [TestCase("0.001")]
    public void Are_digested_as_they_always_were_in_their_plain_spelling(string text) =>
        Assert.That(CanonicalNumber.Of(System.Text.Encoding.ASCII.GetBytes(text)), Is.EqualTo(text));

    [TestCase("60.0", 60)]
    [TestCase("6e1", 60)]
    [TestCase("060", 60)]
    [TestCase("60.5", null)]
    [TestCase("-60", null)]
    [TestCase("+60", null)]
    [TestCase("6e9", null)]
    [TestCase("1e999", null)]
    public void Are_read_so_from_the_settings_of_the_stand_in(string text, int? expected)
    {
        StandInSettings Read() => StandInSettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection([new("MaxPriority", text), new("MaxStored", text)]).Build());

        if (expected is { } number)
            Assert.That((Read().MaxPriority, Read().MaxStored), Is.EqualTo(((byte)number, number)));
        else
            Assert.That(Read, Throws.Exception.With.Message.Contains($"MaxPriority = '{text}': must be a whole number from 1 to 255").And.Message.Contains("MaxStored"));
    }

    [TestCase("1000.0", 1000)]
    [TestCase("1e3", 1000)]
    [TestCase(" 1000 ", 1000)]
    [TestCase("0100", 100)]
    [TestCase("1000.5", null)]
    [TestCase("1e30", null)]
    [TestCase("1e999", null)]
    [TestCase("many", null)]
    public void Are_read_so_from_settings(string text, int? expected)
    {
        Assert.That(SettingText.TryRead(text, typeof(int?), out var value, out var rule), Is.EqualTo(expected is not null));
        Assert.That(value, Is.EqualTo(expected));
        Assert.That(rule, Is.EqualTo("must be a whole number"));
    }

    /// <summary>The number with its point moved and the exponent that moves it back, and some zeros that say nothing.</summary>
    static string Spelled(long number, int shift, int zeros)
    {
        var sign = number < 0 ? "-" : "";
        var digits = number.ToString(CultureInfo.InvariantCulture).TrimStart('-');
        var text = shift >= 0
            ? $"{digits.PadLeft(shift + 1, '0')[..^shift]}.{digits.PadLeft(shift + 1, '0')[^shift..]}{new string('0', zeros + 1)}"
            : $"{digits}{new string('0', -shift)}.{new string('0', zeros + 1)}";
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var lead = text[..point].TrimStart('0');
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{(lead.Length == 0 ? "0" : lead)}{text[point..]}e{shift}");
    }
}
