using System.Data.Common;

namespace OrderSaga.Batches;

/// <summary>The database of the batches' loops, with the few words in which the two products differ.</summary>
abstract class BatchDatabase
{
    /// <summary>Begins a transaction; disposing the session uncommitted rolls it back.</summary>
    public abstract Task<BatchSession> BeginAsync(CancellationToken cancellation);

    /// <summary>Opens a connection for reading.</summary>
    public abstract Task<BatchSession> ReadAsync(CancellationToken cancellation);

    /// <summary>SQL for the id of an item's order, see <see cref="BatchItems.OrderId"/>; both are SQL texts.</summary>
    public abstract string OrderId(string batch, string key);

    /// <summary>A condition: in the list of ids that a parameter holds.</summary>
    public abstract string Among(string parameter);

    /// <summary>A condition: in what <paramref name="select"/> gives, whose rows of <paramref name="alias"/> are locked in its order; with <paramref name="skipLocked"/> those of others are left out.</summary>
    public abstract string AmongLocked(string select, string alias, bool skipLocked);

    /// <summary>A list of ids as a parameter's value.</summary>
    public abstract object Ids(IReadOnlyCollection<Guid> ids);

    /// <summary>Lets the planner know of many new rows.</summary>
    public abstract Task AnalyseAsync(CancellationToken cancellation);
}

/// <summary>A connection, with or without a transaction.</summary>
abstract class BatchSession : IAsyncDisposable
{
    public abstract DbCommand Command(string sql);

    public abstract Task CommitAsync();

    public abstract ValueTask DisposeAsync();

    public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = Command(sql);
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
