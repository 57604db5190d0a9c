using OrderSaga.SagaStore.Databases;

namespace OrderSaga.SagaStore.Outbox;

/// <summary>The outbox for tellings that change no instance, such as the refusal of a message.</summary>
public sealed class StoreOutbox
{
    readonly Relay _relay;
    readonly StoreDatabase _database;
    readonly StoreModel _model;

    internal StoreOutbox(Relay relay, StoreDatabase database, StoreModel model)
    {
        _relay = relay;
        _database = database;
        _model = model;
    }

    /// <summary>Returns when <paramref name="message"/> is stored; it is published from then on, at least once.</summary>
    public async Task TellAsync<TMessage>(TMessage message, CancellationToken cancellation)
        where TMessage : class
    {
        var row = _relay.Store(message, System.Diagnostics.Activity.Current?.Context);
        var changes = new ChangeSet();
        changes.Insert(_model.Outbox, row);
        await _database.WriteAsync(changes, cancellation);
        _relay.Publish([row]);
    }
}
