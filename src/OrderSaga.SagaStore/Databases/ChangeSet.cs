using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Databases;

/// <summary>All that one transaction writes, sorted by table, in the order that foreign keys ask for.</summary>
sealed class ChangeSet
{
    readonly Dictionary<StoreTable, List<object>> _inserts = [];
    readonly Dictionary<StoreTable, List<object>> _updates = [];
    readonly Dictionary<StoreTable, List<object>> _deletes = [];

    public bool IsEmpty => _inserts.Count == 0 && _updates.Count == 0 && _deletes.Count == 0;

    /// <summary>To be executed first, so that a deleted key can be inserted anew; referring rows before those they refer to.</summary>
    public IEnumerable<KeyValuePair<StoreTable, List<object>>> Deletes => _deletes.OrderByDescending(rows => rows.Key.Rank);

    public IEnumerable<KeyValuePair<StoreTable, List<object>>> Inserts => _inserts.OrderBy(rows => rows.Key.Rank);

    public IEnumerable<KeyValuePair<StoreTable, List<object>>> Updates => _updates;

    public void Insert(StoreTable table, object row)
    {
        foreach (var key in table.Keys)
            key.Generate(row);
        Add(_inserts, table, row);
    }

    public void Update(StoreTable table, object row) => Add(_updates, table, row);

    public void Delete(StoreTable table, object row) => Add(_deletes, table, row);

    static void Add(Dictionary<StoreTable, List<object>> rows, StoreTable table, object row)
    {
        if (!rows.TryGetValue(table, out var list))
            rows.Add(table, list = []);
        list.Add(row);
    }
}
