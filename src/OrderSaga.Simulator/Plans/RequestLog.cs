using System.Buffers;
using System.Text.Json;

namespace OrderSaga.Simulator.Plans;

/// <summary>
/// One JSON line per request seen, written to the operating system before the request is acknowledged, so that a killed process keeps it.
/// Members: at, requestId, tenant, owner, urn, providerId, requestDate, outcome, reason.
/// </summary>
public sealed class RequestLog : IDisposable
{
    readonly FileStream? _file;
    readonly Lock _gate = new();

    /// <param name="path">File to append to; null logs nothing.</param>
    public RequestLog(string? path)
    {
        if (path is null)
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    }

    public void Write(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (_file is null)
            return;

        var buffer = new ArrayBufferWriter<byte>(320);
        using (var json = new Utf8JsonWriter(buffer))
            WriteMembers(json, plan);
        buffer.Write("\n"u8);

        lock (_gate)
            _file.Write(buffer.WrittenSpan);
    }

    public void Dispose() => _file?.Dispose();

    static void WriteMembers(Utf8JsonWriter json, Plan plan)
    {
        json.WriteStartObject();
        json.WriteString("at"u8, plan.Request.At.UtcDateTime);
        json.WriteString("requestId"u8, plan.Request.RequestId);
        json.WriteString("tenant"u8, plan.Request.Tenant);
        json.WriteString("owner"u8, plan.Request.Owner);
        json.WriteString("urn"u8, plan.Request.Urn);
        json.WriteString("providerId"u8, plan.Request.ProviderId);
        json.WriteString("requestDate"u8, plan.Request.RequestDate);
        json.WriteString("outcome"u8, plan.Outcome.ToString());
        json.WriteString("reason"u8, plan.Reason);
        json.WriteEndObject();
    }
}
