using System.Text.Json;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Contracts;
using OrderSaga.Regards.Requests;
using OrderSaga.Texts;

namespace OrderSaga.RegardsArchive;

/// <summary>An order as the patch of its product's feature that REGARDS is asked for, and what REGARDS would refuse of it.</summary>
sealed class PatchRules(IOptions<RegardsOptions> options) : IArchiveRules
{
    static readonly JsonElement Nothing = JsonElement.Parse("{}");

    readonly PropertyTemplate _template = new(options.Value.Properties);

    public IReadOnlyList<string> ContentMembers => PatchContentReader.Members;

    public ArchiveContent? ReadContent(JsonElement content, string path, bool snakeCase, FoundFaults faults)
    {
        var found = new List<Fault>();
        var patch = PatchContentReader.Read(content, path, found, snakeCase);
        foreach (var fault in found)
            faults.Add(Told(fault with { Field = fault.Field.TrimStart('.') }));
        if (found.Count >= FaultList.Limit)
            faults.Stop(path.Length > 0 ? path : found[^1].Field.TrimStart('.').Split('.', '[')[0]);
        return patch is null ? null : new ArchiveContent(PatchContentReader.Write(patch), patch.HasFiles);
    }

    public IReadOnlyList<FieldFault> CheckProduct(ArchiveProduct product) => Told(PatchRequestValidator.ValidateProduct(product.Id, product.Urn, product.Model, product.EntityType));

    public IReadOnlyList<FieldFault> Check(ArchiveRequest request) => Told(PatchRequestValidator.Validate(PatchFor(request)));

    /// <summary>The same request gives the same patch, so sending it again is harmless.</summary>
    public PatchRequest PatchFor(ArchiveRequest request) => new()
    {
        Tenant = request.Tenant,
        Owner = request.Owner,
        RequestId = request.Id,
        RequestDate = request.NotBefore ?? request.Created,
        AmqpPriority = (byte)request.Priority,
        Priority = LevelOf(request.Priority),
        ProviderId = request.Product.Id,
        Urn = request.Product.Urn,
        Model = request.Product.Model,
        EntityType = request.Product.EntityType,
        Content = ContentOf(request),
    };

    PatchContent ContentOf(ArchiveRequest request)
    {
        if (request.Content is null)
            return PatchContent.Empty with { Properties = _template.Fill(request) };
        using var stored = JsonDocument.Parse(request.Content);
        var content = PatchContentReader.Read(stored.RootElement, "patch", [])
            ?? throw new InvalidOperationException($"The stored patch of order {request.OrderId} can't be read.");
        return content.Properties is null ? content with { Properties = Nothing } : content;
    }

    /// <summary>Thirds of our 1 to 100 (REGARDS contract: patch body, metadata.priority).</summary>
    static PatchPriority LevelOf(int priority) => priority switch
    {
        <= 33 => PatchPriority.Low,
        <= 66 => PatchPriority.Normal,
        _ => PatchPriority.High,
    };

    static FieldFault[] Told(IReadOnlyList<Fault> faults) => faults.Count == 0 ? [] : [.. faults.Select(Told)];

    static FieldFault Told(Fault fault) => new(fault.Field, fault.Value, fault.Rule);
}
