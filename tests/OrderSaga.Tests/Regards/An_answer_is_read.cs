using System.Text;
using NUnit.Framework;
using OrderSaga.Regards.Answers;

namespace OrderSaga.Tests.Regards;

public sealed class An_answer_is_read
{
    const string Tenant = "polar-night";
    const string Known = "\"requestId\":\"c9d1f0a4-5e6b-4c3d-9a8b-7f6e5d4c3b2a\",\"requestOwner\":\"chart-office\"";

    static AnswerReading Read(string body, string? tenant = Tenant) => AnswerReader.Read(Encoding.UTF8.GetBytes(body), tenant);

    [Test]
    public void With_all_its_members()
    {
        var answer = Read($$"""{"type":"PATCH",{{Known}},"id":"ICE-CHART-0042","urn":"{{Samples.Urn}}","state":"ERROR","errors":["disk full","twice"]}""").Answer!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer with { Errors = [] }, Is.EqualTo(new PatchAnswer(
                Tenant, "c9d1f0a4-5e6b-4c3d-9a8b-7f6e5d4c3b2a", "chart-office", AnswerKind.Patch, AnswerState.Error,
                "ICE-CHART-0042", Samples.Urn, [])));
            Assert.That(answer.Errors, Is.EqualTo(new[] { "disk full", "twice" }));
            Assert.That(answer.ReasonCode, Is.Null);
        }
    }

    [TestCase("GRANTED", AnswerState.Granted)]
    [TestCase("DENIED", AnswerState.Denied)]
    [TestCase("SUCCESS", AnswerState.Success)]
    [TestCase("ERROR", AnswerState.Error)]
    public void In_each_state(string text, AnswerState state) =>
        Assert.That(Read($$"""{"type":"PATCH","state":"{{text}}"}""").Answer!.State, Is.EqualTo(state));

    [TestCase("PATCH", AnswerKind.Patch)]
    [TestCase("NOTIFICATION", AnswerKind.Notification)]
    [TestCase("CREATION", AnswerKind.Other)]
    [TestCase("DELETION", AnswerKind.Other)]
    [TestCase("FILE_COPY", AnswerKind.Other)]
    [TestCase("SAVE_METADATA", AnswerKind.Other)]
    [TestCase("patch", AnswerKind.Other)]
    [TestCase("LOAN", AnswerKind.Other)]
    public void Of_each_kind(string text, AnswerKind kind) =>
        Assert.That(Read($$"""{"type":"{{text}}","state":"SUCCESS"}""").Answer!.Kind, Is.EqualTo(kind));

    [TestCase("""{"type":"LOAN"}""")]
    [TestCase("""{"type":"LOAN","state":"LENT","requestId":7,"urn":{}}""")]
    public void With_little_asked_of_other_kinds(string body)
    {
        var answer = Read(body).Answer!;

        Assert.That(answer.Kind, Is.EqualTo(AnswerKind.Other));
        Assert.That(answer.State, Is.EqualTo(AnswerState.None));
        Assert.That(answer.RequestId, Is.Null);
    }

    [TestCase("""{"type":"PATCH","state":"SUCCESS","progress":100,"nested":{"a":[1]},"\ud800":1}""")]
    [TestCase("""{"type":"PATCH","state":"SUCCESS","requestId":null,"requestOwner":null,"id":null,"urn":null,"errors":null}""")]
    [TestCase("\uFEFF{\"type\":\"PATCH\",\"state\":\"SUCCESS\"}")]
    [TestCase("  {\"type\":\"PATCH\",\"state\":\"SUCCESS\"}\r\n")]
    [TestCase("""{"type":"PATCH","state":"GRANTED","state":"SUCCESS"}""")]
    public void Though_it_is_odd(string body)
    {
        var reading = Read(body);

        Assert.That(reading.Unreadable, Is.Null);
        Assert.That(reading.Answer!.State, Is.EqualTo(AnswerState.Success));
        Assert.That(reading.Answer.Errors, Is.Empty);
    }

    [TestCase("\"one text\"", new[] { "one text" })]
    [TestCase("[\"a\",null,7,{\"b\":1}]", new[] { "a", "7", "{\"b\":1}" })]
    [TestCase("{\"a\":1}", new[] { "{\"a\":1}" })]
    [TestCase("[\"a\\u0000b\"]", new[] { "a\uFFFDb" })]
    [TestCase("[\"\\ud800\"]", new[] { "\"\\ud800\"" })]
    [TestCase("[]", new string[0])]
    public void With_errors_of_any_shape(string errors, string[] texts) =>
        Assert.That(Read($$"""{"type":"PATCH","state":"DENIED","errors":{{errors}}}""").Answer!.Errors, Is.EqualTo(texts));

    [Test]
    public void With_its_errors_bounded()
    {
        var errors = string.Join(',', Enumerable.Repeat($"\"{new string('e', 9000)}\"", 80));

        var answer = Read($$"""{"type":"PATCH","state":"DENIED","errors":[{{errors}}]}""").Answer!;

        Assert.That(answer.Errors, Has.Count.EqualTo(50));
        Assert.That(answer.Errors, Has.All.Length.InRange(4000, 4001));
    }

    [TestCase("DENIED", "[\"[request.requestId.exists.error.message] held\"]", "request.requestId.exists.error.message", true)]
    [TestCase("DENIED", "[\"plain\",\" [error.unknown.model.message] no such model\",\"[request.requestId.exists.error.message]\"]", "error.unknown.model.message", true)]
    [TestCase("DENIED", "[\"[missing.request.date.header]\"]", "missing.request.date.header", false)]
    [TestCase("ERROR", "[\"[request.requestId.exists.error.message] held\"]", "request.requestId.exists.error.message", false)]
    [TestCase("DENIED", "[\"echo of [request.requestId.exists.error.message]\"]", null, false)]
    [TestCase("DENIED", "[\"[1, 2]\",\"[]\",\"[open\"]", null, false)]
    [TestCase("DENIED", "null", null, false)]
    public void With_the_code_of_its_reason(string state, string errors, string? code, bool duplicate)
    {
        var answer = Read($$"""{"type":"PATCH","state":"{{state}}","errors":{{errors}}}""").Answer!;

        Assert.That(answer.ReasonCode, Is.EqualTo(code));
        Assert.That(answer.DeniedAsDuplicate, Is.EqualTo(duplicate));
    }

    [TestCase("", "body")]
    [TestCase("{\"type\":\"PATCH\"", "body")]
    [TestCase("{\"type\":\"PATCH\",\"state\":\"SUCCESS\"} tail", "body")]
    [TestCase("ice", "body")]
    [TestCase("[]", "body")]
    [TestCase("null", "body")]
    [TestCase("{}", "type")]
    [TestCase("{\"type\":3,\"state\":\"SUCCESS\"}", "type = '3'")]
    [TestCase("{\"type\":\"PATCH\"}", "state")]
    [TestCase("{\"type\":\"PATCH\",\"state\":null}", "state")]
    [TestCase("{\"type\":\"PATCH\",\"state\":\"ABORTED\"}", "state = 'ABORTED'")]
    [TestCase("{\"type\":\"NOTIFICATION\",\"state\":\"success\"}", "state = 'success'")]
    [TestCase("{\"type\":\"PATCH\",\"state\":\"SUCCESS\",\"requestId\":12}", "requestId = '12'")]
    [TestCase("{\"type\":\"PATCH\",\"state\":\"SUCCESS\",\"urn\":[]}", "urn = '[]'")]
    [TestCase("{\"type\":\"PATCH\",\"state\":\"SUCCESS\",\"requestOwner\":\"\\ud800\"}", "requestOwner")]
    public void Or_told_why_not(string body, string reason)
    {
        var reading = Read(body);

        Assert.That(reading.Answer, Is.Null);
        Assert.That(reading.Unreadable, Does.StartWith(reason).And.Contain(": "));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    public void Never_without_a_tenant(string? tenant)
    {
        var reading = Read("""{"type":"PATCH","state":"SUCCESS"}""", tenant);

        Assert.That(reading.Answer, Is.Null);
        Assert.That(reading.Unreadable, Does.Contain("regards.tenant"));
    }

    [Test]
    public void The_same_from_parsed_JSON()
    {
        var reading = AnswerReader.Read(Samples.Json($$"""{"type":"PATCH",{{Known}},"state":"GRANTED"}"""), Tenant);

        Assert.That(reading.Answer!.State, Is.EqualTo(AnswerState.Granted));
        Assert.That(AnswerReader.Read(default(System.Text.Json.JsonElement), Tenant).Unreadable, Does.StartWith("body"));
    }
}
