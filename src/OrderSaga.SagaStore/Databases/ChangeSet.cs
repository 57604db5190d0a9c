using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Databases;

/// <summary>All that one transaction writes, sorted by table.</summary>
sealed class ChangeSet
{
    public Dictionary<StoreTable, List<object>> Inserts { get; } = [];
    public Dictionary<StoreTable, List<object>> Updates { get; } = [];
    public Dictionary<StoreTable, List<object>> Deletes { get; } = [];

    public bool IsEmpty => Inserts.Count == 0 && Updates.Count == 0 && Deletes.Count == 0;

    public void Insert(StoreTable table, object row) => Add(Inserts, table, row);

    public void Update(StoreTable table, object row) => Add(Updates, table, row);

    public void Delete(StoreTable table, object row) => Add(Deletes, table, row);

    static void Add(Dictionary<StoreTable, List<object>> rows, StoreTable table, object row)
    {
        if (!rows.TryGetValue(table, out var list))
            rows.Add(table, list = []);
        list.Add(row);
    }
}
