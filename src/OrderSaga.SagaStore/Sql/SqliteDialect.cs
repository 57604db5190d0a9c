using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace OrderSaga.SagaStore.Sql;

sealed class SqliteDialect : Dialect
{
    public override string Among(string parameter) => $"IN (SELECT value FROM json_each({parameter}))";

    public override object Ids(IReadOnlyCollection<Guid> ids) => JsonSerializer.Serialize(ids.Select(Text));

    public override string Lock(string alias, bool skipLocked = false) => "";

    public override string AmongLocked(string select, string alias, bool skipLocked = false) => $"IN ({select})";

    public override string From(string alias, IReadOnlyList<string> columns) =>
        $"(SELECT {string.Join(", ", columns.Select((column, i) => $"json_extract(value, '$[{i}]') AS {column}"))} FROM json_each(@{alias})) AS {alias}";

    public override string DigestId(string text) => $"digest_id({text})";

    public override string Either(string postgres, string sqlite) => sqlite;

    internal static void AddFunctions(SqliteConnection connection) =>
        connection.CreateFunction("digest_id", (string text) => Text(Sql.DigestId.Of(text)), isDeterministic: true);

    internal override void Bind(DbCommand command, string name, RowTable rows)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = JsonSerializer.Serialize(Enumerable.Range(0, rows.Count).Select(row => rows.Columns.Select(column => AsStored(column.Values.GetValue(row)))));
        command.Parameters.Add(parameter);
    }

    /// <summary>As the provider writes such a parameter, so that both compare as equal.</summary>
    static object? AsStored(object? value) => value switch
    {
        Guid id => Text(id),
        DateTime time => time.ToString(@"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFF", CultureInfo.InvariantCulture),
        _ => value,
    };

    static string Text(Guid id) => id.ToString().ToUpperInvariant();
}
