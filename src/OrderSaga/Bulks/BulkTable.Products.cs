using Npgsql;
using NpgsqlTypes;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Bulks;

/// <content>Products go in by the thousand: PostgreSQL takes them as one COPY, SQLite row by row.</content>
sealed partial class BulkTable
{
    static readonly (string Column, NpgsqlDbType Type, Func<BulkProduct, object?> Value)[] OfProducts =
    [
        ("bulk_id", NpgsqlDbType.Uuid, product => product.BulkId),
        ("position", NpgsqlDbType.Integer, product => product.Position),
        ("identifier", NpgsqlDbType.Text, product => product.Identifier),
        ("urn", NpgsqlDbType.Text, product => product.Urn),
        ("product_id", NpgsqlDbType.Text, product => product.ProductId),
        ("model", NpgsqlDbType.Text, product => product.Model),
        ("entity_type", NpgsqlDbType.Text, product => product.EntityType),
        ("size", NpgsqlDbType.Bigint, product => product.Size),
        ("batch_id", NpgsqlDbType.Uuid, product => product.BatchId),
        ("batch_number", NpgsqlDbType.Integer, product => product.BatchNumber),
        ("reason", NpgsqlDbType.Text, product => product.Reason),
        ("fault", NpgsqlDbType.Text, product => product.Fault),
    ];

    static readonly string ProductColumns = string.Join(", ", OfProducts.Select(of => of.Column));

    static Task InsertAsync(Session session, IReadOnlyList<BulkProduct> products, CancellationToken cancellation) =>
        session.Connection is NpgsqlConnection postgres
            ? CopyAsync(postgres, products, cancellation)
            : InsertOneByOneAsync(session, products, cancellation);

    static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<BulkProduct> products, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY bulk_products ({ProductColumns}) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (var product in products)
        {
            await copy.StartRowAsync(cancellation);
            foreach (var (_, type, value) in OfProducts)
            {
                if (value(product) is { } given)
                    await copy.WriteAsync(given, type, cancellation);
                else
                    await copy.WriteNullAsync(cancellation);
            }
        }
        await copy.CompleteAsync(cancellation);
    }

    static async Task InsertOneByOneAsync(Session session, IReadOnlyList<BulkProduct> products, CancellationToken cancellation)
    {
        await using var insert = session.Command(
            $"INSERT INTO bulk_products ({ProductColumns}) VALUES ({string.Join(", ", OfProducts.Select(of => "@" + of.Column))})",
            [.. OfProducts.Select(of => ("@" + of.Column, (object?)null))]);
        foreach (var product in products)
        {
            for (var i = 0; i < OfProducts.Length; i++)
                insert.Parameters[i].Value = OfProducts[i].Value(product) ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(cancellation);
        }
    }
}
