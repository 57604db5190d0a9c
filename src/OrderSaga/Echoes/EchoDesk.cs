using System.Text.Json;
using MassTransit.Mediator;
using OrderSaga.Contracts;
using OrderSaga.Intake;

namespace OrderSaga.Echoes;

/// <summary>Where asynchronous echoes are brought: their subscriber is read as that of an order. When it returns, the echo is stored.</summary>
public sealed class EchoDesk(IMediator mediator)
{
    /// <summary>Reads the member <c>subscriber</c> of an execute request.</summary>
    /// <returns>Its JSON, or null for none.</returns>
    public static string? ReadSubscriber(JsonElement? subscriber, List<FieldFault> faults)
    {
        if (subscriber is not { } given)
            return null;
        var request = new OrderMembers([KeyValuePair.Create("subscriber", given)], snakeCase: false, faults);
        if (request.CamelCaseObject("subscriber") is not { } members)
            return null;
        var draft = new DraftSubscriber(members.HttpUri("successUri"), members.HttpUri("inProgressUri"), members.HttpUri("failedUri"));
        return JsonSerializer.Serialize(draft, JsonSerializerOptions.Web);
    }

    public Task BeginAsync(BeginEcho begin, CancellationToken cancellation) => mediator.Send(begin, cancellation);

    public Task DismissAsync(DismissEcho dismiss, CancellationToken cancellation) => mediator.Send(dismiss, cancellation);
}
