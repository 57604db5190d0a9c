namespace OrderSaga.Gateway.Bulks;

/// <summary>What people call a bulk: its client's word for it, else the beginning of its id.</summary>
static class BulkNames
{
    const int Letters = 8;

    public static string Of(string? label, Guid bulkId) => label ?? $"Bulk {bulkId.ToString()[..Letters]}";
}
