using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using OrderSaga.Reading;

namespace OrderSaga.Tests.Reading;

public sealed class Times_of_RFC_3339
{
    [TestCase("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.5200000Z", Description = "the RFC's own examples, 5.8")]
    [TestCase("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57.0000000Z")]
    [TestCase("1990-12-31T23:59:60Z", "1990-12-31T23:59:59.9999999Z")]
    [TestCase("1990-12-31T15:59:60-08:00", "1990-12-31T23:59:59.9999999Z")]
    [TestCase("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.8700000Z")]
    [TestCase("2016-12-31T23:59:60.999Z", "2016-12-31T23:59:59.9999999Z")]
    [TestCase("2015-06-30T23:59:60+00:00", "2015-06-30T23:59:59.9999999Z")]
    [TestCase("2017-01-01T08:59:60+09:00", "2016-12-31T23:59:59.9999999Z")]
    [TestCase("2024-01-01t00:00:00z", "2024-01-01T00:00:00.0000000Z", Description = "either case")]
    [TestCase("2024-01-01 00:00:00Z", "2024-01-01T00:00:00.0000000Z", Description = "a space")]
    [TestCase("2024-01-01 00:00:00.5+01:00", "2023-12-31T23:00:00.5000000Z")]
    [TestCase("2024-01-01T00:00:00.123456789012Z", "2024-01-01T00:00:00.1234567Z", Description = "any number of digits")]
    [TestCase("2024-01-01T00:00:00.1Z", "2024-01-01T00:00:00.1000000Z")]
    [TestCase("2024-01-01T00:00:00.9999999999999999999999999999Z", "2024-01-01T00:00:00.9999999Z")]
    [TestCase("2024-01-01T00:00:00-00:00", "2024-01-01T00:00:00.0000000Z", Description = "an unknown place")]
    [TestCase("2024-01-01T00:00:00+23:59", "2023-12-31T00:01:00.0000000Z")]
    [TestCase("2024-01-01T00:00:00-23:59", "2024-01-01T23:59:00.0000000Z")]
    [TestCase("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000Z")]
    [TestCase("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000Z")]
    [TestCase("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00.0000000Z", Description = "the edge of the years")]
    [TestCase("0000-02-29T00:00:00Z", "0001-01-01T00:00:00.0000000Z")]
    [TestCase("0000-12-31T23:00:00-02:00", "0001-01-01T01:00:00.0000000Z")]
    [TestCase("9999-12-31T23:59:59.9999999-14:00", "9999-12-31T23:59:59.9999999Z")]
    [TestCase("9999-12-31T23:59:60Z", "9999-12-31T23:59:59.9999999Z")]
    public void Are_read(string text, string utc)
    {
        Assert.That(Rfc3339.TryRead(text, out var instant), Is.True);
        Assert.That(instant.ToString("O", CultureInfo.InvariantCulture), Is.EqualTo(utc));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("now")]
    [TestCase("2024-01-01")]
    [TestCase("2024-01-01T00:00:00", Description = "no offset")]
    [TestCase("2024-01-01T00:00Z", Description = "no seconds")]
    [TestCase("2024-01-01T00:00:00.Z", Description = "no digit behind the point")]
    [TestCase("2024-01-01T00:00:00,5Z")]
    [TestCase("2024-01-01T00:00:00+0100")]
    [TestCase("2024-01-01T00:00:00+01")]
    [TestCase("2024-01-01T00:00:00+24:00")]
    [TestCase("2024-01-01T00:00:00+01:60")]
    [TestCase("2024-01-01T00:00:00 01:00", Description = "a plus that got lost")]
    [TestCase("2024-01-01T24:00:00Z")]
    [TestCase("2024-01-01T00:60:00Z")]
    [TestCase("2024-01-01T00:00:61Z")]
    [TestCase("2024-01-01T00:00:60Z", Description = "no leap second at noon or midnight")]
    [TestCase("2024-05-31T23:59:60Z")]
    [TestCase("2016-12-31T23:59:60+01:00")]
    [TestCase("2024-13-01T00:00:00Z")]
    [TestCase("2024-00-01T00:00:00Z")]
    [TestCase("2024-02-30T00:00:00Z")]
    [TestCase("2023-02-29T00:00:00Z")]
    [TestCase("1900-02-29T00:00:00Z")]
    [TestCase("24-01-01T00:00:00Z")]
    [TestCase("2024-1-01T00:00:00Z")]
    [TestCase("+2024-01-01T00:00:00Z")]
    [TestCase("2024/01/01T00:00:00Z")]
    [TestCase("05/06/2027 00:00:00Z")]
    [TestCase("12:30")]
    [TestCase("2024-01-01T00:00:00Z ")]
    [TestCase(" 2024-01-01T00:00:00Z")]
    [TestCase("2024-01-01T00:00:00ZZ")]
    [TestCase("２０２４-01-01T00:00:00Z", Description = "digits of another script")]
    [TestCase("2024-01-01_00:00:00Z")]
    public void Are_not_guessed(string? text)
    {
        Assert.That(Rfc3339.TryRead(text, out _), Is.False);
        Assert.That(Rfc3339.TryReadDate(text, out _), Is.EqualTo(text == "2024-01-01"));
    }

    [TestCase("2024-02-29", "2024-02-29T00:00:00.0000000Z", "2024-02-29T23:59:59.9999999Z")]
    [TestCase("2024-02-29T12:00:00+01:00", "2024-02-29T11:00:00.0000000Z", "2024-02-29T11:00:00.0000000Z")]
    public void Have_a_first_and_a_last_tick(string text, string first, string last)
    {
        Assert.That(Rfc3339.TryReadSpan(text, out var from, out var to), Is.True);
        Assert.That((from.ToString("O", CultureInfo.InvariantCulture), to.ToString("O", CultureInfo.InvariantCulture)), Is.EqualTo((first, last)));
    }

    [Test]
    public void Are_the_same_after_writing_and_reading_at_any_offset()
    {
        var times = from ticks in Gen.Choose(0, int.MaxValue).Two().Select(pair => (((long)pair.Item1 * int.MaxValue) + pair.Item2) % DateTime.MaxValue.Ticks)
                    from minutes in Gen.Choose(-14 * 60, 14 * 60)
                    select (new DateTime(ticks, DateTimeKind.Utc), minutes);
        Prop.ForAll(times.ToArbitrary(), given =>
        {
            var (time, minutes) = given;
            Assert.That(Rfc3339.TryRead(Rfc3339.Write(time), out var same), Is.True);
            Assert.That(same, Is.EqualTo(time));
            if (time.Year is < 2 or > 9998)
                return;
            var local = new DateTimeOffset(time).ToOffset(TimeSpan.FromMinutes(minutes)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);
            Assert.That(Rfc3339.TryRead(local, out var again), Is.True, local);
            Assert.That(again, Is.EqualTo(time));
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void Are_texts_of_which_none_makes_the_reader_throw() =>
        Prop.ForAll((from text in Gen.Elements("2024-01-01T00:00:00Z", "2016-12-31T23:59:60.5+01:00", "0000-01-01") from at in Gen.Choose(0, 24) from letter in Gen.Elements('0', '9', 'T', ':', '-', '+', '.', 'Z', ' ', '\0') from cut in Gen.Choose(0, 30) select (text, at, letter, cut)).ToArbitrary(), given =>
        {
            var (text, at, letter, cut) = given;
            var odd = text.ToCharArray();
            odd[at % odd.Length] = letter;
            var shown = new string(odd)[..Math.Min(cut, odd.Length)];
            Rfc3339.TryReadSpan(shown, out _, out _);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
}
