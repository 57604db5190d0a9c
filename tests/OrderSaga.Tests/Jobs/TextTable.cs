namespace OrderSaga.Tests.Jobs;

/// <summary>A table written as text, so that it reads like documentation: cells between bars, the first line names the columns.</summary>
public sealed class TextTable
{
    readonly Dictionary<string, Dictionary<string, string>> _rows = [];

    public TextTable(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Cells).ToList();
        Columns = lines[0][1..];
        foreach (var line in lines.Skip(1))
        {
            if (line.Length != lines[0].Length)
                throw new FormatException($"The row “{line[0]}” has {line.Length} cells, the table {lines[0].Length} columns.");
            _rows.Add(line[0], Columns.Zip(line[1..]).ToDictionary(cell => cell.First, cell => cell.Second));
        }
    }

    public IReadOnlyList<string> Columns { get; }
    public IReadOnlyCollection<string> Rows => _rows.Keys;

    public string this[string row, string column] => _rows[row][column];

    public bool Has(string row) => _rows.ContainsKey(row);

    static string[] Cells(string line) => [.. line.Split('|', StringSplitOptions.TrimEntries)];
}
