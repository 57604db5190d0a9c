using System.Text.Json;
using OrderSaga.Archive;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>A patch request as the stand-in saw it; <see cref="OrderId"/> is empty when the id leads to no order.</summary>
sealed record ArchiveRequest(DateTime At, string? RequestId, string? Tenant, string? Owner, string? Urn, string? ProviderId, string Outcome, string? Reason)
{
    public Guid OrderId => RequestIds.TryParse(RequestId, out var orderId, out _) ? orderId : Guid.Empty;
}

/// <summary>The stand-in's request log.</summary>
sealed class ArchiveRequests(string path)
{
    /// <summary>Every request seen so far, in the order of arrival.</summary>
    public IReadOnlyList<ArchiveRequest> All()
    {
        if (!File.Exists(path))
            return [];
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        // The last line may be half written just now.
        return [.. text[..(text.LastIndexOf('\n') + 1)]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<ArchiveRequest>(line, JsonSerializerOptions.Web)!)];
    }

    public IReadOnlyList<ArchiveRequest> Of(Guid orderId) => [.. All().Where(request => request.OrderId == orderId)];

    public Task UntilAsync(Guid orderId) =>
        Until.TrueAsync(() => Of(orderId).Count > 0, () => $"the archive saw {All().Count} requests and none of {orderId}");
}
