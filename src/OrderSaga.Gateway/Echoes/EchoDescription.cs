using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Echoes;

/// <summary>
/// What the echo takes and gives. The conformance tests of the standard make their requests from this: the first input is
/// the one they look for, and every form of input is there.
/// </summary>
static class EchoDescription
{
    public const string Message = "message";
    public const string Pause = "pause";

    /// <summary>Seconds.</summary>
    public const int LongestPause = 30;

    const int MostNumbers = 1000;
    const string Tiff = "image/tiff; application=geotiff";
    const string Jpeg2000 = "image/jp2";

    static readonly (string Name, string Title, Schema Schema, string Description)[] Values =
    [
        (Message, "Message", new Schema { Type = "string" }, "Any text."),
        (Pause, "Pause", Schema.Integer(0, LongestPause), "Seconds until the answer."),
        ("numbers", "Numbers", Schema.List(Schema.Integer(long.MinValue, long.MaxValue, "int64"), MostNumbers), "Whole numbers."),
        ("image", "Image", Schema.Content(Tiff), "A GeoTIFF image as base64."),
        ("bbox", "Bounding box", Schema.Bbox(), "A bounding box in CRS84, or with heights in CRS84h."),
        ("picture", "Picture", Schema.Choice(Schema.Content(Tiff), Schema.Content(Jpeg2000)), "A GeoTIFF or JPEG 2000 image as base64; a qualified value says which."),
    ];

    public static ProcessDescription Process { get; } = new()
    {
        Id = "echo",
        Version = "1.1.0",
        Title = "Echo",
        Description = "Gives back its inputs; orders nothing.",
        Keywords = ["test"],
        JobControlOptions = ["sync-execute", "async-execute", "dismiss"],
        OutputTransmission = ["value", "reference"],
        Inputs = Values.ToDictionary(
            value => value.Name, value => new InputDescription(value.Title, value.Schema, value.Name == Message ? 1 : 0, value.Description)),
        Outputs = Values.ToDictionary(value => value.Name, value => new OutputDescription(value.Title, value.Schema, "As it was given.")),
    };
}
