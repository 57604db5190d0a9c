using System.Text;
using System.Text.Json.Nodes;
using OrderSaga.Simulator.Wire;

namespace OrderSaga.Tests.Simulator;

/// <summary>A patch request that REGARDS would take, to be spoilt by the test that uses it.</summary>
public sealed class Patch
{
    public const string Urn = "URN:FEATURE:DATA:orbit:0b9f7c1e-52d4-4f4a-8c66-1f2a3b4c5d6e:V3";

    public JsonObject Body { get; } = new()
    {
        ["metadata"] = new JsonObject { ["priority"] = "NORMAL", ["storages"] = new JsonArray() },
        ["feature"] = new JsonObject
        {
            ["type"] = "Feature",
            ["id"] = "OPT-L1-7",
            ["urn"] = Urn,
            ["entityType"] = "DATA",
            ["model"] = "OPTICAL",
            ["geometry"] = null,
            ["properties"] = new JsonObject { ["delivery"] = new JsonObject { ["state"] = "SENT" } }
        }
    };

    public RequestHeaders Headers { get; set; } = new()
    {
        Tenant = "orbit",
        RequestId = "c0ffee00-0000-4000-8000-000000000001",
        RequestDate = "2026-03-02T08:00:00Z",
        RequestOwner = "orders"
    };

    /// <summary>Text in place of the body.</summary>
    public string? Text { get; set; }

    public JsonObject Feature => Body["feature"]!.AsObject();
    public JsonObject Metadata => Body["metadata"]!.AsObject();

    public static Patch Of(string productName)
    {
        var patch = new Patch();
        patch.Feature["id"] = productName;
        return patch;
    }

    public Patch WithId(string requestId)
    {
        Headers = Headers with { RequestId = requestId };
        return this;
    }

    public JsonObject AddFile(string? storage = null, char checksum = 'a')
    {
        var file = new JsonObject
        {
            ["locations"] = new JsonArray(new JsonObject { ["storage"] = storage, ["url"] = "https://staging.example.org/a.tar" }),
            ["attributes"] = new JsonObject
            {
                ["dataType"] = "RAWDATA",
                ["mimeType"] = "application/x-tar",
                ["filename"] = "a.tar",
                ["filesize"] = 12,
                ["algorithm"] = "MD5",
                ["checksum"] = new string(checksum, 32)
            }
        };
        if (Feature["files"] is not JsonArray files)
            Feature["files"] = files = [];
        files.Add(file);
        return file;
    }

    public RawRequest Raw() => new(Encoding.UTF8.GetBytes(Text ?? Body.ToJsonString()), Headers);
}
