using System.Text.Json;
using MassTransit.Mediator;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Reading;

namespace OrderSaga.Echoes;

/// <summary>Begins an echo; a second one with the same id changes nothing.</summary>
public sealed record BeginEcho : IJobCommand
{
    /// <summary>Also the job's id.</summary>
    public required Guid EchoId { get; init; }

    /// <summary>What is given back.</summary>
    public required string Outputs { get; init; }

    /// <summary>Seconds; 0 for at once.</summary>
    public required int Pause { get; init; }

    /// <summary>Whose job it is, at most 128 characters.</summary>
    public required string Owner { get; init; }

    /// <summary>JSON of successUri, inProgressUri, failedUri; null for none.</summary>
    public string? Subscriber { get; init; }

    /// <summary>How the client wants the results, in the gateway's words.</summary>
    public string? ResultForm { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }
}

/// <summary>Ends an echo that pauses; takes one that ended from its client's sight.</summary>
public sealed record DismissEcho(Guid EchoId, DateTime At) : IJobCommand;

/// <summary>Where asynchronous echoes are brought: their subscriber is read as that of an order. When it returns, the echo is stored.</summary>
public sealed class EchoDesk
{
    readonly SubscriberReader _subscribers;
    readonly IMediator _mediator;

    internal EchoDesk(SubscriberReader subscribers, IMediator mediator)
    {
        _subscribers = subscribers;
        _mediator = mediator;
    }

    /// <summary>Reads the member <c>subscriber</c> of an execute request.</summary>
    /// <returns>Its JSON, or null for none.</returns>
    public string? ReadSubscriber(JsonElement? subscriber, string owner, FoundFaults faults)
    {
        if (subscriber is not { } given)
            return null;
        var request = new Members(new Dictionary<string, JsonElement> { ["subscriber"] = given }, snakeCase: false, faults);
        return _subscribers.Read(request, owner)?.Write();
    }

    /// <summary>Stores an echo, which ends by itself after its pause; a second one with the same id changes nothing.</summary>
    public Task BeginAsync(BeginEcho begin, CancellationToken cancellation) => _mediator.Send(begin, cancellation);

    /// <summary>Ends an echo, or takes one that has ended from its client's sight; one that does not exist is passed over.</summary>
    public Task DismissAsync(DismissEcho dismiss, CancellationToken cancellation) => _mediator.Send(dismiss, cancellation);
}
