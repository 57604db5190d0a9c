using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Dispatch;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Orders;

public sealed class The_state_diagram
{
    const string Begin = "<!-- order-states -->";
    const string End = "<!-- /order-states -->";

    static readonly OrderStateMachine Machine = new(Options.Create(new RegardsOptions()), Options.Create(new OrderOptions()));

    [Test]
    public void Has_the_changes_of_status_that_the_table_states_and_no_others()
    {
        var stated =
            from circumstance in Circumstance.All
            from row in OrderEvents.All
            from situation in OrderTable.Plain.Columns
            let status = situation == "none" ? "-" : OrderTable.Situations[situation, "status"]
            from change in OrderTable.Outcomes[circumstance.Word(row.Name, situation), "told"].Split(", ")
            where change.Contains('→', StringComparison.Ordinal)
            let ends = change.Replace("*", status, StringComparison.Ordinal).Split('→')
            where ends[0] != ends[1]
            select new OrderStatusEdge(ends[0] == "-" ? null : ends[0], ends[1], row.MachineEvent);
        Assert.That(OrderStatusEdges.Of(Machine), Is.EquivalentTo(stated.Distinct()));
    }

    [Test]
    public void Is_drawn_alike_every_time() =>
        Assert.That(
            OrderStateDiagram.Draw(new OrderStateMachine(Options.Create(new RegardsOptions { RetryErrors = true }), Options.Create(new OrderOptions()))),
            Is.EqualTo(OrderStateDiagram.Draw(Machine)));

    [Test]
    public void Stands_in_the_README()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "README.md")).ReplaceLineEndings("\n");
        var from = readme.IndexOf(Begin, StringComparison.Ordinal);
        var to = readme.IndexOf(End, StringComparison.Ordinal);
        var wanted = $"```mermaid\n{OrderStateDiagram.Draw(Machine)}```";
        Assert.That(from >= 0 && to > from, Is.True, $"README.md has no block between {Begin} and {End}; it should hold\n{wanted}");
        Assert.That(
            readme[(from + Begin.Length)..to].Trim(), Is.EqualTo(wanted).NoClip, $"README.md, between {Begin} and {End}, should hold\n{wanted}\n");
    }

    static string Root()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrderSaga.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds OrderSaga.sln.");
    }
}
