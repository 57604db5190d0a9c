namespace OrderSaga.SagaStore.Sql;

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
