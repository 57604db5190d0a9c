using System.Text.Json;

namespace OrderSaga.Regards;

public static class PatchContentReader
{
    public static PatchContent? Read(JsonElement json, string path, ICollection<Fault> faults, bool snakeCase = false) => throw new NotSupportedException();

    public static string Write(PatchContent content) => throw new NotSupportedException();
}
