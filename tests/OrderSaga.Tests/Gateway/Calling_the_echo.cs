using System.Diagnostics;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Calling_the_echo
{
    Service _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service();

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Gives_one_raw_output_as_it_is()
    {
        var answer = await EchoAsync("""{"inputs":{"message":"teststring ü"},"outputs":{"message":{"transmissionMode":"value"}}}""", ("Accept", "application/json"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer["Content-Type"], Is.EqualTo("text/plain; charset=utf-8"));
            Assert.That(answer.Text, Is.EqualTo("teststring ü"));
            Assert.That(answer["Link"], Is.Null);
        }
    }

    [TestCase("")]
    [TestCase(",\"outputs\":{}")]
    [TestCase(",\"outputs\":{\"pause\":{},\"message\":{}},\"response\":\"raw\"")]
    public async Task Gives_several_raw_outputs_as_parts(string wish)
    {
        var answer = await EchoAsync($$$"""{"inputs":{"message":{"value":"teststring"},"pause":0}{{{wish}}}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer["Content-Type"], Does.StartWith("multipart/related"));
            Assert.That(answer.Text, Does.Contain("Content-ID: message\r\n\r\nteststring\r\n").And.Contain("Content-ID: pause\r\n\r\n0\r\n"));
        }
    }

    [Test]
    public async Task Gives_a_document_to_whom_asks_for_it()
    {
        var answer = await EchoAsync("""{"inputs":{"message":"a","pause":0},"response":"document"}""", ("Prefer", "respond-async"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Text, Is.EqualTo("""{"message":"a","pause":0}"""));
            Assert.That(answer["Content-Type"], Is.EqualTo("application/json"));
            Assert.That(answer["Preference-Applied"], Is.Null);
        }
    }

    [Test]
    public async Task For_an_output_without_a_value_has_no_content() =>
        Assert.That((await EchoAsync("""{"inputs":{"message":"a"},"outputs":{"pause":{}}}""")).Status, Is.EqualTo(204));

    [Test]
    public async Task Pauses_as_long_as_it_is_told()
    {
        var watch = Stopwatch.StartNew();
        await EchoAsync("""{"inputs":{"message":"a","pause":1}}""");

        Assert.That(watch.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(0.9)));
    }

    [TestCase("""{"inputs":{}}""", "inputs.message")]
    [TestCase("""{"inputs":{"message":5}}""", "inputs.message")]
    [TestCase("""{"inputs":{"message":"\ud800"}}""", "inputs.message")]
    [TestCase("""{"inputs":{"message":"a","pause":"long"}}""", "inputs.pause")]
    [TestCase("""{"inputs":{"message":"a","pause":31}}""", "inputs.pause")]
    [TestCase("""{"inputs":{"message":"a","pause":1.5}}""", "inputs.pause")]
    [TestCase("""{"inputs":{"message":"a","priority":1}}""", "inputs.priority")]
    public async Task With_a_wrong_input_is_400(string body, string field)
    {
        var answer = await EchoAsync(body);

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Json.GetProperty("errors")[0].GetProperty("field").GetString(), Is.EqualTo(field));
    }

    Task<Answer> EchoAsync(string body, params (string Name, string Value)[] headers) =>
        _service.SendAsync(HttpMethod.Post, "/processes/echo/execution", body, headers);
}
