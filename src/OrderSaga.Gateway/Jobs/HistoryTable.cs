using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Jobs;

/// <summary>What happened to a job, line by line.</summary>
sealed class HistoryTable(Times times)
{
    readonly Table<HistoryLine> _table = new("History, oldest first")
    {
        { "#", line => $"{line.Entry}", "number" },
        { "At", line => times.Of(line.At) },
        { "Status", Change, "word" },
        { "Phase", line => Markup.Text(line.Phase) },
        { "Cause", line => $"""{line.Cause}{Markup.When(line.Late, $" <span class=\"label\" title=\"It came after the end and changed nothing.\">late</span>")}""" },
        { "Attempt", line => line.Attempt is { } attempt ? Counts.Of(attempt) : null, "number" },
        { "Request", line => Code.Of(line.RequestId), "word" },
        { "Message", line => Markup.Text(line.Message), "wide" },
    };

    public Markup Of(IReadOnlyCollection<HistoryLine> lines) => _table.Of(lines);

    static Markup Change(HistoryLine line) => line.FromStatus is null || line.FromStatus == line.ToStatus
        ? StatusBadge.Of(line.ToStatus)
        : $"""{StatusBadge.Of(line.FromStatus)} <span aria-label="to">→</span> {StatusBadge.Of(line.ToStatus)}""";
}
