using System.Text.Json;

namespace OrderSaga.Catalogue.Items;

/// <summary>How the JSON of items is opened: nested as deep as somebody wrote it, since one odd item must not stop all others. Nothing here follows it down.</summary>
static class ItemJson
{
    public static JsonReaderOptions Reading { get; } = new() { MaxDepth = int.MaxValue };

    public static JsonDocumentOptions Document { get; } = new() { MaxDepth = int.MaxValue };
}
