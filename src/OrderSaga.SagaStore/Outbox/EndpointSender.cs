using MassTransit;

namespace OrderSaga.SagaStore.Outbox;

/// <summary>Sends by MassTransit's publish endpoints: any transport, either format, a send context a message.</summary>
sealed class EndpointSender(OutgoingMessages outgoing, OutboxFormat format, Func<IBus> bus) : IOutboxSender
{
    public async Task<IReadOnlyList<Exception?>> SendAsync(IReadOnlyList<OutboxMessage> rows, CancellationToken cancellation) =>
        await Task.WhenAll(rows.Select(row => SendAsync(row, cancellation)));

    async Task<Exception?> SendAsync(OutboxMessage row, CancellationToken cancellation)
    {
        try
        {
            using var activity = row.ContinueTrace();
            await outgoing.PublishAsync(bus(), row, format.Value, cancellation).WaitAsync(cancellation);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
