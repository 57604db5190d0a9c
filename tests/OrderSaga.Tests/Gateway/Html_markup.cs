using System.Xml;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;

namespace OrderSaga.Tests.Gateway;

public sealed class Html_markup
{
    [Test]
    public void Encodes_every_text_wherever_it_is_put() => Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text =>
    {
        Markup markup = $"""<p title="{text}">{text}</p>""";
        using var reader = XmlReader.Create(new StringReader(markup.ToString()), new XmlReaderSettings { CheckCharacters = false });
        var element = XElement.Load(reader, LoadOptions.PreserveWhitespace);
        return element.Value == (text ?? "") && element.Attribute("title")!.Value == (text ?? "") && !element.HasElements;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Takes_markup_as_it_is_and_evaluates_nothing_that_is_not_wanted()
    {
        Markup inner = $"<b>{"<&>"}</b>";
        Markup outer = $"<p>{inner}{Markup.When(false, $"{Fail()}")}{Markup.When(false, inner)}{Markup.When(true, $"{1}")}{Markup.Each([1, 2], number => $"<i>{number}</i>")}</p>";

        Assert.That(outer.ToString(), Is.EqualTo("<p><b>&lt;&amp;&gt;</b>1<i>1</i><i>2</i></p>"));
    }

    static string Fail() => throw new InvalidOperationException("It was evaluated.");

    [TestCase("https://archive.example.test/a?b=c&d", true)]
    [TestCase("javascript:alert(1)", false)]
    [TestCase("data:text/html,x", false)]
    [TestCase("//elsewhere.example.test", false)]
    [TestCase("ftp://archive.example.test", false)]
    public void Links_from_outside_lead_to_the_web_alone(string address, bool isLink) =>
        Assert.That(Anchor.Outside(address).ToString().StartsWith("<a ", StringComparison.Ordinal), Is.EqualTo(isLink));

    [TestCase(0, "0 B")]
    [TestCase(999, "999 B")]
    [TestCase(1000, "1.00 kB")]
    [TestCase(12345, "12.3 kB")]
    [TestCase(999_499, "999 kB")]
    [TestCase(999_500, "1.00 MB")]
    [TestCase(57_600_000_000, "57.6 GB")]
    [TestCase(long.MaxValue, "9.22 EB")]
    public void Tells_sizes_with_three_digits(long bytes, string text) => Assert.That(Sizes.Text(bytes), Is.EqualTo(text));

    [TestCase(0, "0.0 s")]
    [TestCase(9.94, "9.9 s")]
    [TestCase(59.9, "59 s")]
    [TestCase(60, "1 min")]
    [TestCase(125, "2 min 5 s")]
    [TestCase(3_661, "1 h 1 min")]
    [TestCase(86_400, "24 h")]
    [TestCase(90_000, "1 d 1 h")]
    [TestCase(277_200, "3 d 5 h")]
    public void Tells_durations_in_two_units(double seconds, string text) => Assert.That(Durations.Text(TimeSpan.FromSeconds(seconds)), Is.EqualTo(text));

    [TestCase(-0.4, "0 s ago")]
    [TestCase(-59, "59 s ago")]
    [TestCase(-3_600, "1 h ago")]
    [TestCase(-200_000, "2 d ago")]
    [TestCase(90, "in 1 min")]
    public void Tells_how_long_ago_a_time_is(double seconds, string text) =>
        Assert.That(new Times(new StoppedClock()).Ago(StoppedClock.Now.AddSeconds(seconds)), Is.EqualTo(text));

    sealed class StoppedClock : TimeProvider
    {
        public static DateTime Now { get; } = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
