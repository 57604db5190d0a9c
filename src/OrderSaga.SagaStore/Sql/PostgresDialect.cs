using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace OrderSaga.SagaStore.Sql;

sealed class PostgresDialect : Dialect
{
    public override string Among(string parameter) => $"= ANY({parameter})";

    public override object Ids(IReadOnlyCollection<Guid> ids) => ids.ToArray();

    public override string Lock(string alias, bool skipLocked = false) => $"FOR UPDATE OF {alias}{(skipLocked ? " SKIP LOCKED" : "")}";

    // An array: the planner then runs the select once, and locks no row twice.
    public override string AmongLocked(string select, string alias, bool skipLocked = false) => $"= ANY(ARRAY({select} {Lock(alias, skipLocked)}))";

    public override string From(string alias, IReadOnlyList<string> columns) =>
        $"unnest({string.Join(", ", columns.Select(column => Parameter(alias, column)))}) AS {alias}({string.Join(", ", columns)})";

    public override string DigestId(string text) =>
        $"CAST(overlay(overlay(left(encode(sha256(convert_to({text}, 'UTF8')), 'hex'), 32) placing '8' from 13) placing '8' from 17) AS uuid)";

    public override string Either(string postgres, string sqlite) => postgres;

    internal override void Bind(DbCommand command, string name, RowTable rows)
    {
        foreach (var (column, values) in rows.Columns)
        {
            command.Parameters.Add(new NpgsqlParameter
            {
                ParameterName = Parameter(name.TrimStart('@'), column),
                Value = values,
                NpgsqlDbType = NpgsqlDbType.Array | TypeOf(values),
            });
        }
    }

    static string Parameter(string alias, string column) => $"@{alias}_{column}";

    static NpgsqlDbType TypeOf(Array values) => values switch
    {
        Guid?[] => NpgsqlDbType.Uuid,
        int?[] => NpgsqlDbType.Integer,
        long?[] => NpgsqlDbType.Bigint,
        DateTime?[] => NpgsqlDbType.TimestampTz,
        _ => NpgsqlDbType.Text,
    };
}
