using System.Text.Json;
using System.Text.Json.Nodes;
using OrderSaga.Regards.Requests;
using OrderSaga.Regards.Values;
using OrderSaga.Texts;

namespace OrderSaga.Tests.Regards;

/// <summary>Right things, for the cases to spoil one at a time.</summary>
static class Samples
{
    public const string Urn = "URN:FEATURE:DATA:polar-night:7c1e0b52-93ad-4f0e-8d26-5b8f4a6c9e11:V3";
    public const string Md5 = "a3f5c1d29be04786a3f5c1d29be04786";

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>A patch by reference, everything given.</summary>
    public static JsonNode Patch() => JsonNode.Parse($$"""
        {
          "properties": { "ice": { "cover": 0.82, "charted": "2026-01-09T04:00:00Z", "remark": null, "tags": ["fast", "pack"] }, "grade": "B" },
          "geometry": { "type": "Point", "coordinates": [18.95, 69.65] },
          "files": [
            {
              "locations": [{ "url": "https://vault.example.net/ice/chart-0042.nc", "storage": "ColdVault" }],
              "attributes": {
                "dataType": "RAWDATA", "mimeType": "application/x-netcdf", "filename": "chart-0042.nc",
                "filesize": 120394, "algorithm": "MD5", "checksum": "{{Md5}}", "crc32": "0a1b2c3d"
              }
            },
            {
              "locations": [{ "url": "file:///mnt/ice/chart-0042.png", "storage": "ColdVault" }],
              "attributes": {
                "dataType": "QUICKLOOK_MD", "mimeType": "image/png", "filename": "chart-0042.png",
                "filesize": 0, "algorithm": "SHA-1", "checksum": "5f2d8c0e9a7b4613d2e1f0a9b8c7d6e5f4031221"
              }
            }
          ],
          "fileUpdateMode": "REPLACE",
          "storages": [{ "pluginBusinessId": "ColdVault", "storePath": "ice/2026", "targetTypes": ["RAWDATA", "QUICKLOOK_MD"] }],
          "acknowledgedRecipient": "ice-desk"
        }
        """)!;

    public static PatchContent Content() => Read(Patch().ToJsonString(), out _)!;

    public static PatchContent? Read(string json, out List<Fault> faults)
    {
        faults = [];
        return PatchContentReader.Read(Json(json), "patch", faults);
    }

    public static PatchRequest Request() => new()
    {
        Tenant = "polar-night",
        RequestId = "c9d1f0a4-5e6b-4c3d-9a8b-7f6e5d4c3b2a",
        RequestDate = new DateTime(2026, 1, 9, 4, 30, 5, DateTimeKind.Utc),
        Owner = "chart-office",
        Content = PatchContent.Empty with { Properties = Json("{}") },
        ProviderId = "ICE-CHART-0042",
        Urn = Urn,
        EntityType = EntityTypes.Data,
        Model = "ICE_CHART",
    };
}
