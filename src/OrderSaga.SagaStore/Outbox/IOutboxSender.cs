namespace OrderSaga.SagaStore.Outbox;

/// <summary>Hands outbox rows to the broker. <see cref="SagaStoreBuilder.SendsBy"/> puts one in place of MassTransit's publish endpoints.</summary>
public interface IOutboxSender
{
    /// <summary>Sends rows in their order, after those of calls that began earlier.</summary>
    /// <param name="rows">Their bodies are JSON, UTF-8; their ids are the message ids, the same on every repetition.</param>
    /// <param name="cancellation">What is not confirmed by then counts as not sent.</param>
    /// <returns>For each row what kept it from being confirmed by the broker, null for nothing. Nothing is thrown for single rows.</returns>
    Task<IReadOnlyList<Exception?>> SendAsync(IReadOnlyList<OutboxMessage> rows, CancellationToken cancellation);
}
