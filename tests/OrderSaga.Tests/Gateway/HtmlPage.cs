using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

/// <summary>A page, read as strictly as XML is: an element that is not closed, or a value that got out of its quotes, shows.</summary>
sealed class HtmlPage
{
    readonly XDocument _document;

    public HtmlPage(Answer answer)
    {
        Assert.That(answer["Content-Type"], Is.EqualTo("text/html; charset=utf-8"), answer.Text);
        Assert.That(answer.Text, Does.StartWith("<!DOCTYPE html>"));
        using var reader = XmlReader.Create(new StringReader(answer.Text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, CheckCharacters = false });
        _document = XDocument.Load(reader);
    }

    public string Title => Elements("h1").Single().Value;

    /// <summary>All that can be read in the body, and what stands in attributes.</summary>
    public string Body => _body ??= string.Join('\n', Elements("body").DescendantsAndSelf().SelectMany(element => element.Attributes().Select(attribute => attribute.Value).Append(element.Value)));

    string? _body;

    public IReadOnlyList<string> Links => [.. Elements("a").Select(link => link.Attribute("href")!.Value)];

    public IEnumerable<XElement> Elements(string name) => _document.Descendants(name);

    public XElement? ById(string id) => _document.Descendants().SingleOrDefault(element => element.Attribute("id")?.Value == id);

    /// <summary>The page without the part that repeats the JSON.</summary>
    public HtmlPage ForPeople()
    {
        ById("data")?.Remove();
        _body = null;
        return this;
    }

    /// <summary>Every text and number that JSON holds, members' names aside.</summary>
    public static IEnumerable<string> Leaves(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Leaves(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Leaves),
        JsonValueKind.String or JsonValueKind.Number => [json.ToString()],
        _ => [],
    };

    /// <summary>The addresses of all links that JSON holds, at any depth.</summary>
    public static IEnumerable<string> LinksOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => member.NameEquals("href") ? [member.Value.GetString()!] : LinksOf(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(LinksOf),
        _ => [],
    };
}
