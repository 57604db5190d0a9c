using System.Text.Json;

namespace OrderSaga.Reading;

static class JsonText
{
    /// <summary>The text of a string element; false for an escaped lone surrogate, which is no Unicode text.</summary>
    public static bool TryRead(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    /// <summary>The name of a member; false as for a text.</summary>
    public static bool TryReadName(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }
}
