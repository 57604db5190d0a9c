using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace OrderSaga.Tests.Dispatch.Scenarios;

/// <summary>Rows by the thousand: one statement that is prepared once, where the context would follow each row's changes and write a statement for it.</summary>
static class ManyRows
{
    public static async Task InsertAsync<T>(this DbContext context, IReadOnlyCollection<T> rows)
        where T : class
    {
        var table = context.Model.FindEntityType(typeof(T))!.GetTableMappings().Single();
        var columns = table.ColumnMappings.Select((mapping, n) => (mapping.Column.Name, Parameter: $"@p{n}", mapping.TypeMapping, mapping.Property)).ToList();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await using var insert = context.Database.GetDbConnection().CreateCommand();
        insert.Transaction = transaction.GetDbTransaction();
#pragma warning disable CA2100 // Names of the model's own.
        insert.CommandText =
            $"INSERT INTO {table.Table.Name} ({string.Join(", ", columns.Select(column => column.Name))}) VALUES ({string.Join(", ", columns.Select(column => column.Parameter))})";
#pragma warning restore CA2100
        foreach (var row in rows)
        {
            var values = columns.Select(column => column.TypeMapping.CreateParameter(
                insert, column.Parameter, column.Property.GetGetter().GetClrValue(row), column.Property.IsNullable)).ToArray();
            if (insert.Parameters.Count == 0)
            {
                insert.Parameters.AddRange(values);
                await insert.PrepareAsync();
            }
            else
            {
                for (var n = 0; n < values.Length; n++)
                    insert.Parameters[n].Value = values[n].Value;
            }
            await insert.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }
}
