using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using OrderSaga.Tests.Callbacks.Scenarios;

namespace OrderSaga.Tests.Gateway.Definition;

/// <summary>Jobs, bulks and batches in every situation, by the names that requests call them: <c>/jobs/{running}</c>.</summary>
sealed partial class Cast(Service service, Subscriber subscriber)
{
    const string None = "0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69";
    const string New = "new-";

    readonly ConcurrentDictionary<string, Task<string>> _known = new();

    /// <summary>The text with each name replaced by the id it stands for. Names that begin with new- stand for another one each time.</summary>
    public async Task<string> FillAsync(string text)
    {
        foreach (var name in Name().Matches(text).Select(match => match.Groups[1].Value).Distinct())
            text = text.Replace($"{{{name}}}", await (name.StartsWith(New, StringComparison.Ordinal) ? MakeAsync(name[New.Length..]) : OfAsync(name)), StringComparison.Ordinal);
        return text;
    }

    Task<string> OfAsync(string name) => _known.GetOrAdd(name, MakeAsync);

    Task<string> MakeAsync(string name) => name switch
    {
        "none" => Task.FromResult(None),
        "done" => OrderAsync(Service.Plain, "successful", """, "response":"document" """),
        "raw" => OrderAsync(Service.Plain, "successful"),
        "referring" => OrderAsync(Service.Plain, "successful", """, "outputs":{"priority":{"transmissionMode":"reference"}}"""),
        "failed" => OrderAsync(Service.Failing, "failed"),
        "denied" => OrderAsync(Service.Refused, "failed"),
        "running" => OrderAsync(Service.NeverEnding, "running"),
        "told" => OrderAsync(Service.Plain, "successful", $$""", "subscriber":{"successUri":"{{subscriber.Origin}}/told"}"""),
        "untold" => OrderAsync(Service.Plain, "successful", """, "subscriber":{"successUri":"http://127.0.0.1:9/untold"}"""),
        "telling" => EventAsync("told", "delivered"),
        "not-telling" => EventAsync("untold", "pending"),
        "dismissed" => DismissedAsync(),
        "echo" => EchoAsync("""{"inputs":{"message":"hello","numbers":[1,2],"bbox":{"bbox":[1,2,3,4]},"image":{"value":"AAEC","mediaType":"image/tiff; application=geotiff"}},"response":"document"}"""),
        "picture" => EchoAsync("""{"inputs":{"message":"m","image":"AAEC"},"outputs":{"image":{}}}"""),
        "bulk" => BulkAsync(Service.Plain, Service.Failing, "LTA-NOWHERE"),
        "prepared" => BatchAsync(),
        "batch" => TriggeredAsync(),
        "discarded" => DiscardedAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "is nobody of the cast"),
    };

    async Task<string> OrderAsync(string product, string status, string further = "")
    {
        var answer = await service.ExecuteAsync($$$"""{"inputs":{"product_identifier":"{{{product}}}","label":"l"}{{{further}}}}""");
        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        await service.UntilAsync(answer.Member("jobID")!, status);
        return answer.Member("jobID")!;
    }

    async Task<string> DismissedAsync()
    {
        var job = await MakeAsync("running");
        await service.DeleteAsync($"/jobs/{job}");
        return job;
    }

    /// <summary>The job's event, once it stands so.</summary>
    async Task<string> EventAsync(string of, string state)
    {
        var job = await OfAsync(of);
        JsonElement line = default;
        await Until.TrueAsync(
            async () => (line = (await service.GetAsync($"/jobs/{job}/callbacks")).Json.GetProperty("callbacks")[0]).GetProperty("state").GetString() == state, () => line.ToString());
        return line.GetProperty("id").GetString()!;
    }

    async Task<string> EchoAsync(string body)
    {
        var answer = await service.SendAsync(HttpMethod.Post, "/processes/echo/execution", body, ("Prefer", "respond-async"));
        await service.UntilAsync(answer.Member("jobID")!, "successful");
        return answer.Member("jobID")!;
    }

    async Task<string> BulkAsync(params IReadOnlyList<string> products)
    {
        var answer = await service.SendAsync(
            HttpMethod.Post, "/processes/bulk-create-request/execution", $$$"""{"inputs":{"products":{{{JsonSerializer.Serialize(products)}}},"label":"l"},"response":"document"}""");
        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        await service.UntilAsync(answer.Member("jobID")!, "successful");
        return answer.Member("jobID")!;
    }

    async Task<string> BatchAsync() =>
        (await service.GetAsync($"/bulks/{await BulkAsync(Service.Plain, Service.Failing)}/batches")).Json.GetProperty("batches")[0].GetProperty("batch_id").GetString()!;

    async Task<string> TriggeredAsync()
    {
        var batch = await BatchAsync();
        var answer = await service.SendAsync(HttpMethod.Post, "/processes/batch-order-trigger/execution", $$$"""{"inputs":{"batch_id":"{{{batch}}}"},"response":"document"}""");
        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        await service.UntilAsync(batch, "successful");
        return batch;
    }

    async Task<string> DiscardedAsync()
    {
        var batch = await BatchAsync();
        await service.DeleteAsync($"/batches/{batch}");
        return batch;
    }

    [GeneratedRegex(@"\{([a-z-]+)\}")]
    private static partial Regex Name();
}
