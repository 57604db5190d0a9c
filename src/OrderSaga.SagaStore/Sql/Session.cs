using System.Data.Common;

namespace OrderSaga.SagaStore.Sql;

/// <summary>A connection, with or without a transaction.</summary>
public sealed class Session : IAsyncDisposable
{
    readonly DbTransaction? _transaction;
    readonly SemaphoreSlim? _turn;

    /// <param name="dialect">The product's words.</param>
    /// <param name="connection">Open, and the session's own.</param>
    /// <param name="transaction">Rolled back at the end, if it is not committed.</param>
    /// <param name="turn">Given back at the end.</param>
    internal Session(Dialect dialect, DbConnection connection, DbTransaction? transaction = null, SemaphoreSlim? turn = null)
    {
        Dialect = dialect;
        Connection = connection;
        _transaction = transaction;
        _turn = turn;
    }

    /// <summary>Words of the product that the connection leads to.</summary>
    public Dialect Dialect { get; }

    /// <summary>For what one product alone can do.</summary>
    public DbConnection Connection { get; }

    /// <summary>A command of this session. Its text is the service's own, never a message's.</summary>
    /// <param name="sql">May hold several statements; their results come one after another.</param>
    /// <param name="parameters">Named as in the text, with the <c>@</c>; a <see cref="RowTable"/> is named after its alias.</param>
    public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Connection.CreateCommand();
        command.Transaction = _transaction;
#pragma warning disable CA2100 // Values are parameters; the texts are constants and names of the model.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            if (value is RowTable rows)
            {
                Dialect.Bind(command, name, rows);
                continue;
            }
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <returns>The number of rows that were written.</returns>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The rows of all results, in their order.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params (string Name, object? Value)[] parameters)
    {
        ArgumentNullException.ThrowIfNull(read);
        await using var command = Command(sql, parameters);
        var list = new List<T>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        do
        {
            while (await row.ReadAsync(cancellation))
                list.Add(read(row));
        }
        while (await row.NextResultAsync(cancellation));
        return list;
    }

    /// <summary>Commits the transaction, if there is one. Not to be broken off: a commit on its way is worth waiting for.</summary>
    public Task CommitAsync() => _transaction?.CommitAsync(CancellationToken.None) ?? Task.CompletedTask;

    /// <summary>Never throws: after a commit that would look like its failure.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_transaction is not null)
                await _transaction.DisposeAsync();
            await Connection.DisposeAsync();
        }
        catch (Exception exception) when (exception is DbException or IOException or InvalidOperationException)
        {
            // The rollback failed with the connection or the file; an uncommitted transaction is void all the same.
        }
        finally
        {
            _turn?.Release();
        }
    }
}

/// <summary>Rows that a statement gets as a table (<see cref="Dialect.From"/>): one array a column on PostgreSQL, one JSON text on SQLite.</summary>
public sealed class RowTable
{
    readonly List<(string Column, Array Values)> _columns = [];

    internal IReadOnlyList<(string Column, Array Values)> Columns => _columns;

    internal int Count => _columns.Count == 0 ? 0 : _columns[0].Values.Length;

    /// <summary>Adds a column; all have as many values as the first.</summary>
    public RowTable With(string column, IEnumerable<Guid?> values) => Add(column, values.ToArray());

    /// <inheritdoc cref="With(string, IEnumerable{Guid?})"/>
    public RowTable With(string column, IEnumerable<int?> values) => Add(column, values.ToArray());

    /// <inheritdoc cref="With(string, IEnumerable{Guid?})"/>
    public RowTable With(string column, IEnumerable<long?> values) => Add(column, values.ToArray());

    /// <inheritdoc cref="With(string, IEnumerable{Guid?})"/>
    public RowTable With(string column, IEnumerable<string?> values) => Add(column, values.ToArray());

    /// <inheritdoc cref="With(string, IEnumerable{Guid?})"/>
    public RowTable With(string column, IEnumerable<DateTime?> values) => Add(column, values.ToArray());

    RowTable Add(string column, Array values)
    {
        if (_columns.Count > 0 && values.Length != Count)
            throw new ArgumentException($"The column {column} has {values.Length} values beside {Count} of the others.", nameof(column));
        _columns.Add((column, values));
        return this;
    }
}
