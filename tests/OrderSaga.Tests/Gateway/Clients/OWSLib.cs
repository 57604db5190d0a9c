using System.Text.Json;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway.Clients;

/// <summary>The OGC client library that most Python programs use, against the running service.</summary>
public sealed class OWSLib
{
    // Debian 12 ships a version that lists and describes; later ones execute too.
    const string Script = """
        import json, sys
        from owslib.ogcapi.processes import Processes
        from owslib.util import http_post

        service, product = sys.argv[1:]
        client = Processes(service)
        listed = client.processes()
        listed = listed["processes"] if isinstance(listed, dict) else listed
        described = client.process("order-request")
        inputs = {"product_identifier": product, "priority": 80}
        if hasattr(client, "execute"):
            job = client.execute("order-request", inputs=inputs, async_=True)
        else:
            execution = next(link["href"] for link in described["links"] if link["rel"].endswith("/execute"))
            job = http_post(execution, request={"inputs": inputs, "response": "document"}, headers={"Prefer": "respond-async"}).json()
        print(json.dumps({
            "listed": [process["id"] for process in listed],
            "inputs": list(described["inputs"]),
            "openapi": client.api()["openapi"],
            "classes": client.conformance()["conformsTo"],
            "job": job,
        }))
        """;

    [Test]
    public async Task Lists_describes_and_orders()
    {
        if (await Python.WithAsync("owslib.ogcapi.processes") is not { } python)
        {
            Assert.Ignore("No python3 here has the package owslib (Debian's python3-owslib).");
            return;
        }
        await using var service = Service.AtItsOwnAddress();
        var address = service.Http.BaseAddress!.ToString();

        var (code, output) = await Command.RunAsync(python, ["-W", "ignore", "-c", Script, address, Service.Plain]);

        Assert.That(code, Is.Zero, output);
        var told = JsonElement.Parse(output);
        var job = told.GetProperty("job");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Texts(told, "listed"), Does.Contain("order-request").And.Contain("bulk-create-request").And.Contain("echo"));
            Assert.That(Texts(told, "inputs"), Does.Contain("product_identifier"));
            Assert.That(told.GetProperty("openapi").GetString(), Does.StartWith("3.0."));
            Assert.That(Texts(told, "classes"), Does.Contain("http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core"));
            Assert.That(job.GetProperty("processID").GetString(), Is.EqualTo("order-request"));
        }

        // The library knows no jobs: its users follow them by themselves.
        var id = job.GetProperty("jobID").GetString()!;
        var ended = await service.UntilAsync(id, "successful");
        var results = await service.Http.GetStringAsync(new Uri(ended.Link("http://www.opengis.net/def/rel/ogc/1.0/results")!));

        Assert.That(JsonElement.Parse(results).GetProperty("product_identifier").GetString(), Is.EqualTo(Service.Plain));
        Assert.That(JsonElement.Parse(results).GetProperty("priority").GetInt32(), Is.EqualTo(80));
    }

    static IEnumerable<string> Texts(JsonElement holder, string member) => holder.GetProperty(member).EnumerateArray().Select(item => item.GetString()!);
}
