using System.Collections.Concurrent;
using System.Text.Json;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Contracts;

namespace OrderSaga.Tests.Archives;

/// <summary>
/// An archive of the test's own, in memory: it does at once what the product's id says, but for what is
/// left to <see cref="FinishAsync"/>. Nothing in it knows of REGARDS or a broker.
/// </summary>
sealed class Shelf(IMediator mediator, IOptions<ArchiveOptions> options, TimeProvider time) : IArchive
{
    readonly ConcurrentQueue<ArchiveRequest> _asked = new();
    int _obstacles;

    /// <summary>The one line in which a service gets this archive.</summary>
    public static IServiceCollection Add(IServiceCollection services) => services
        .AddSingleton(Options.Create(new ArchiveOptions { Tenant = "lta-test", GrantTimeout = TimeSpan.FromSeconds(1), Attempts = 2 }))
        .AddSingleton<IArchiveRules, ShelfRules>()
        .AddSingleton<Shelf>()
        .AddSingleton<IArchive>(provider => provider.GetRequiredService<Shelf>());

    public bool IsReady { get; set; } = true;

    /// <summary>Every request that came, whatever became of it.</summary>
    public IReadOnlyList<ArchiveRequest> Asked => [.. _asked];

    /// <summary>So many times nothing is taken.</summary>
    public void Block(int times) => _obstacles = times;

    public async Task<IReadOnlyList<Handover>> SendAsync(IReadOnlyList<ArchiveRequest> page, CancellationToken cancellation)
    {
        var blocked = Interlocked.Decrement(ref _obstacles) >= 0;
        var handovers = new List<Handover>();
        foreach (var request in page)
        {
            _asked.Enqueue(request);
            handovers.Add(blocked ? Handover.Kept("The ladder is broken.") : await TakeAsync(request, cancellation));
        }
        return handovers;
    }

    /// <summary>A request that was left unanswered is carried out now.</summary>
    public Task FinishAsync(ArchiveRequest request) => mediator.Send(new RequestSucceeded(request.OrderId, OriginOf(request), "dusted", time.GetUtcNow().UtcDateTime));

    async Task<Handover> TakeAsync(ArchiveRequest request, CancellationToken cancellation)
    {
        var (order, origin, at) = (request.OrderId, OriginOf(request), time.GetUtcNow().UtcDateTime);
        switch (ShelfRules.WordOf(request.Product))
        {
            case "BOLTED":
                return Handover.Refused("product.id: is bolted to the shelf");
            case "LOST":
                await mediator.Send(new RequestDenied(order, origin, IdInUse: false, "There is no such box.", at), cancellation);
                break;
            case "BURNT":
                await mediator.Send(new RequestGranted(order, origin, at), cancellation);
                await mediator.Send(new RequestFailed(order, origin, "The box is empty.", at), cancellation);
                break;
            case "KEPT":
                await mediator.Send(new RequestGranted(order, origin, at), cancellation);
                break;
            case "SILENT":
                break;
            default:
                await mediator.Send(new RequestGranted(order, origin, at), cancellation);
                await mediator.Send(new RequestSucceeded(order, origin, null, at), cancellation);
                break;
        }
        return Handover.Done;
    }

    AnswerOrigin OriginOf(ArchiveRequest request) => new(options.Value.Tenant, request.Owner, request.Id, request.Attempt);
}

/// <summary>What the shelf takes: any product but a heavy one, and a note of what is to be done with it.</summary>
sealed class ShelfRules : IArchiveRules
{
    public IReadOnlyList<string> ContentMembers { get; } = ["properties"];

    public ArchiveContent? ReadContent(JsonElement content, string path, bool snakeCase, FoundFaults faults)
    {
        var properties = content.GetProperty("properties");
        if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty("note", out var note) && note.ValueKind == JsonValueKind.String)
            return new ArchiveContent($$"""{"note":{{note.GetRawText()}}}""", HasFiles: false);
        faults.Add(new FieldFault("properties.note", null, "is required on a slip"));
        return null;
    }

    public IReadOnlyList<FieldFault> CheckProduct(ArchiveProduct product) =>
        WordOf(product) == "HEAVY" ? [new FieldFault("product.id", product.Id, "is too heavy for the ladder")] : [];

    public IReadOnlyList<FieldFault> Check(ArchiveRequest request) => CheckProduct(request.Product);

    /// <summary>The word between the dashes of its id.</summary>
    public static string WordOf(ArchiveProduct product) => product.Id.Split('-') is [_, var word, ..] ? word : "";
}
