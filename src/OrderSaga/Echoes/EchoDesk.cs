using System.Text.Json;
using MassTransit.Mediator;
using OrderSaga.Contracts;
using OrderSaga.Reading;

namespace OrderSaga.Echoes;

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
    public string? ReadSubscriber(JsonElement? subscriber, string owner, List<FieldFault> faults)
    {
        if (subscriber is not { } given)
            return null;
        var request = new Members(new Dictionary<string, JsonElement> { ["subscriber"] = given }, snakeCase: false, faults);
        return _subscribers.Read(request, owner)?.Write();
    }

    public Task BeginAsync(BeginEcho begin, CancellationToken cancellation) => _mediator.Send(begin, cancellation);

    public Task DismissAsync(DismissEcho dismiss, CancellationToken cancellation) => _mediator.Send(dismiss, cancellation);
}
