using System.Text.Json;
using OrderSaga.Contracts;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>Orders as an upstream system writes them. A token in the product's name tells the stand-in what to do.</summary>
static class Ordered
{
    const string HeldToken = "SIM-GRANTED-ONLY";

    public static SubmitOrder Plain(string token = "PLAIN") => new() { OrderId = Guid.CreateVersion7(), Product = Product(token) };

    /// <summary>One that the archive grants and keeps until <see cref="Stage.CompleteAsync"/>.</summary>
    public static SubmitOrder Held() => Plain(HeldToken);

    public static IReadOnlyList<SubmitOrder> ManyHeld(int count) => Many(count, HeldToken);

    public static IReadOnlyList<SubmitOrder> Many(int count, string token = "PLAIN") => [.. Enumerable.Range(0, count).Select(_ => Plain(token))];

    static OrderedProduct Product(string token)
    {
        var id = Guid.NewGuid();
        return new OrderedProduct { Urn = $"URN:FEATURE:DATA:lta-sandbox:{id}:V1", Id = $"S1A-L0-{token}-{id:N}", Model = "S1_PRODUCT" };
    }

    /// <summary>A patch by reference: a file that lies in the archive already.</summary>
    public static OrderPatch FilePatch() => new()
    {
        Files = JsonDocument.Parse(
            """
            [{
              "locations": [{ "url": "file:///mnt/vault/scene-17.tif", "storage": "ColdVault" }],
              "attributes": {
                "dataType": "RAWDATA", "mimeType": "image/tiff", "filename": "scene-17.tif",
                "filesize": 73811, "algorithm": "MD5", "checksum": "9b2cf535f27731c974343645a3985328"
              }
            }]
            """).RootElement,
    };
}
