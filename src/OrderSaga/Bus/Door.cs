using System.Text.Json;
using MassTransit;
using OrderSaga.Reading;
using OrderSaga.SagaStore.Outbox;

namespace OrderSaga.Bus;

/// <summary>Takes a message that came through a door. When it returns, what the message asks for is stored.</summary>
/// <param name="members">The message's members by name.</param>
/// <param name="cancellation">Stops the wait.</param>
/// <returns>The event that tells why the message is refused; null when it is not.</returns>
public delegate Task<object?> Taking(IReadOnlyDictionary<string, JsonElement> members, CancellationToken cancellation);

/// <summary>Any message at a door. Its body is left as it came, for whoever reads it.</summary>
public sealed record DoorMessage;

/// <summary>A queue of upstream systems.</summary>
/// <param name="Queue">Its name, and that of its exchange: so publishing to the exchange needs no further binding.</param>
/// <param name="MessageType">The URN that a message in MassTransit's envelope must name.</param>
/// <param name="Opens">Gives the one who takes its messages.</param>
sealed record Door(string Queue, string MessageType, Func<IServiceProvider, Taking> Opens);

/// <summary>Stands behind a door. A message is acknowledged once what it asks for, or its refusal, is stored.</summary>
sealed class DoorKeeper(string messageType, Taking take, MessageIntake intake, StoreOutbox outbox) : IConsumer<DoorMessage>
{
    public async Task Consume(ConsumeContext<DoorMessage> context)
    {
        using var turn = await intake.LetInAsync(context.ReceiveContext.Body, context.CancellationToken);
        var members = IncomingBody.Open(context.ReceiveContext.Body.GetBytes(), messageType);
        if (await take(members, context.CancellationToken) is { } refusal)
            await outbox.TellAsync(refusal, context.CancellationToken);
    }
}
