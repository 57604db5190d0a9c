using NUnit.Framework;
using OrderSaga.Catalogue.Filters;

namespace OrderSaga.Tests.Catalogue.Searches;

public sealed class Patterns_of_like
{
    [TestCase("abc", "abc", true)]
    [TestCase("abc", "ABC", false)]
    [TestCase("abc", "abcd", false)]
    [TestCase("a%", "a", true)]
    [TestCase("%", "", true)]
    [TestCase("a_c", "abc", true)]
    [TestCase("a_c", "ac", false)]
    [TestCase("%b%b%", "abcabc", true)]
    [TestCase("%b%b%", "abc", false)]
    [TestCase("a%c", "abcc", true)]
    [TestCase("100\\%", "100%", true)]
    [TestCase("100\\%", "1000", false)]
    [TestCase("a\\_b%", "a_bc", true)]
    [TestCase("a\\", "a\\", true)]
    [TestCase("a.*", "abc", false)]
    public void Match(string pattern, string text, bool matches) =>
        Assert.That(new LikePattern(pattern).Matches(text), Is.EqualTo(matches));

    [Test]
    public void Match_in_a_time_that_does_not_explode() =>
        Assert.That(new LikePattern(string.Concat(Enumerable.Repeat("a%", 200)) + "b").Matches(new string('a', 20_000)), Is.False);

    [TestCase("abc", "eq", "abc")]
    [TestCase("abc%", "startsWith", "abc")]
    [TestCase("%abc", "endsWith", "abc")]
    [TestCase("%abc%", "contains", "abc")]
    [TestCase("100\\%%", "startsWith", "100%")]
    public void Are_plain_tests(string pattern, string test, string text) =>
        Assert.That(new LikePattern(pattern).AsPlainTest(), Is.EqualTo((test, text)));

    [TestCase("a%b")]
    [TestCase("a_")]
    [TestCase("%")]
    [TestCase("")]
    public void Are_no_plain_tests(string pattern) =>
        Assert.That(new LikePattern(pattern).AsPlainTest(), Is.Null);
}
