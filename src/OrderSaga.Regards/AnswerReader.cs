using System.Text.Json;

namespace OrderSaga.Regards;

public static class AnswerReader
{
    public static AnswerReading Read(ReadOnlyMemory<byte> body, string? tenantHeader) => throw new NotSupportedException();

    public static AnswerReading Read(JsonElement body, string? tenantHeader) => throw new NotSupportedException();
}
