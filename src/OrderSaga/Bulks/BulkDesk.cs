using System.Text.Json;
using MassTransit.Mediator;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Catalogue;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Reading;

namespace OrderSaga.Bulks;

/// <summary>Where every door brings its bulks: read, checked, placed. When it returns, the bulk is stored; its products are looked up later, by the resolver.</summary>
public sealed class BulkDesk
{
    /// <summary>Names in a list; longer selections are queries.</summary>
    public const int MostNames = BulkReader.MostNames;

    readonly BulkReader _reader;
    readonly BulkSource _source;
    readonly BulkBounds _bounds;
    readonly IArchiveRules _archive;
    readonly BulkOptions _options;
    readonly JobIds _ids;
    readonly IMediator _mediator;
    readonly TimeProvider _time;

    internal BulkDesk(
        BulkReader reader, BulkSource source, BulkBounds bounds, IArchiveRules archive, IOptions<BulkOptions> options, JobIds ids, IMediator mediator,
        TimeProvider time)
    {
        _reader = reader;
        _source = source;
        _bounds = bounds;
        _archive = archive;
        _options = options.Value;
        _ids = ids;
        _mediator = mediator;
        _time = time;
    }

    /// <summary>Places a bulk read from an AMQP message (camelCase, its id inside).</summary>
    public async Task<BulkPlacement> PlaceAsync(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation)
    {
        var faults = new FoundFaults();
        if (_reader.Read(members, snakeCase: false, bulkId: null, faults) is not { } draft)
            return new BulkPlacement(new Members(members, snakeCase: false, []).Uuid("bulkId"), faults);
        return await _ids.TryPlaceAsync<Bulk>(draft.BulkId, () => _mediator.Send(Placing(draft, resultForm: null), cancellation), cancellation)
            ? new BulkPlacement(draft.BulkId, [])
            : new BulkPlacement(draft.BulkId, [new FieldFault("bulkId", draft.BulkId.ToString(), "is taken by another job; a bulk needs a new id")]);
    }

    /// <summary>Places a bulk read from the inputs of an execute request (snake_case), under the id that the gateway made.</summary>
    /// <param name="bulkId">The bulk's id; a second bulk with it changes nothing.</param>
    /// <param name="inputs">The inputs by name.</param>
    /// <param name="resultForm">How the client wants the results; kept with the bulk as it is.</param>
    /// <param name="faulty">The request has faults already: it is not placed, and those that the desk finds are told beside them.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<BulkPlacement> PlaceInputsAsync(
        Guid bulkId, IReadOnlyDictionary<string, JsonElement> inputs, string? resultForm, bool faulty, CancellationToken cancellation)
    {
        var faults = new FoundFaults();
        if (_reader.Read(inputs, snakeCase: true, bulkId, faults) is not { } draft || faulty)
            return new BulkPlacement(bulkId, faults);
        await _mediator.Send(Placing(draft, resultForm), cancellation);
        return new BulkPlacement(bulkId, []);
    }

    /// <summary>Whether the inputs ask for a forecast (<c>dry_run</c>); a value of another kind is told by <see cref="TryOutAsync"/>.</summary>
    public static bool IsDryRun(IReadOnlyDictionary<string, JsonElement> inputs) =>
        new Members(inputs, snakeCase: true, []).Element("dryRun") is { ValueKind: not JsonValueKind.False };

    /// <summary>Counts what the inputs of an execute request (snake_case) would come to, for a limited time; nothing is stored.</summary>
    /// <exception cref="CatalogueFailedException">The catalogue can't be read.</exception>
    public async Task<BulkForecast> TryOutAsync(IReadOnlyDictionary<string, JsonElement> inputs, CancellationToken cancellation)
    {
        var faults = new FoundFaults();
        new Members(inputs, snakeCase: true, faults).Flag("dryRun");
        if (_reader.Read(inputs, snakeCase: true, Guid.NewGuid(), faults) is not { } draft)
            return new BulkForecast { Faults = faults };

        var limits = _bounds.Of(draft.Owner, draft.MaxProducts, draft.BatchSizeProducts, draft.BatchSizeVolume);
        var contents = new BulkContents(draft.BulkId, limits, _archive);
        var scope = new BulkSource.Scope(draft.Tenant, _time.UtcNow(), limits.MostProducts);
        long? matched = null;
        CatalogueGap? gap = null;
        using var time = new CancellationTokenSource(_options.DryRunLimit, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, time.Token);
        try
        {
            await foreach (var page in _source.ReadAsync(draft.Selection, scope, resume: null, limit.Token))
            {
                matched = page.Matched ?? matched;
                gap = page.Gap ?? gap;
                foreach (var candidate in page.Candidates)
                    contents.Take(candidate);
                if (contents.Excess() is not null || gap is { Fails: true })
                    break;
                limit.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Forecast(contents, matched, limits) with { Message = gap?.Text, IsComplete = false };
        }
        if (contents.Excess() is var (reason, message))
            return Forecast(contents, matched, limits) with { ReasonCode = reason, Message = message, IsComplete = false };
        if (gap is { Fails: true } fatal)
            return Forecast(contents, matched, limits) with { ReasonCode = BulkReason.CatalogueIncomplete, Message = fatal.Text, IsComplete = false };
        return contents.IsInvalid(draft.Selection)
            ? Forecast(contents, matched, limits) with { ReasonCode = BulkReason.NothingValid, Message = BulkTexts.NothingValid }
            : Forecast(contents, matched, limits) with { Message = BulkTexts.Together(gap?.Text, contents.Remark), IsComplete = gap is null };
    }

    static BulkForecast Forecast(BulkContents contents, long? matched, BulkLimits limits) => new()
    {
        NumberOfProducts = contents.Ordered,
        TotalVolume = contents.Volume,
        NumberOfBatches = contents.Batches.Count,
        Rejected = contents.RejectedByReason,
        Matched = matched,
        QuotaLeft = limits.QuotaProducts is { } most ? Math.Max(0, most - contents.Ordered) : null,
        IsComplete = true,
    };

    PlaceBulk Placing(BulkDraft draft, string? resultForm) => new()
    {
        BulkId = draft.BulkId,
        Owner = draft.Owner,
        Tenant = draft.Tenant,
        Label = draft.Label,
        Priority = draft.Priority,
        Selection = draft.Selection.Write(),
        MaxProducts = draft.MaxProducts,
        BatchSizeProducts = draft.BatchSizeProducts,
        BatchSizeVolume = draft.BatchSizeVolume,
        AutomaticTrigger = draft.AutomaticTrigger,
        FailurePolicy = draft.FailurePolicy,
        Subscriber = draft.Subscriber?.Write(),
        ResultForm = resultForm,
        ContentDigest = draft.Digest(),
        At = _time.UtcNow(),
    };
}
