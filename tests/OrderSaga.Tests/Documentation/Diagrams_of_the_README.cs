using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Documentation;

public sealed class Diagrams_of_the_README
{
    static IEnumerable<TestCaseData> Machines() =>
    [
        new TestCaseData("order", OrderStateDiagram.Draw(new OrderStateMachine(Options.Create(new RegardsOptions()), Options.Create(new OrderOptions())))),
        new TestCaseData("batch", BatchStateDiagram.Draw(new BatchStateMachine(Options.Create(new BatchOptions())))),
        new TestCaseData("bulk", BulkStateDiagram.Draw(new BulkStateMachine())),
    ];

    [TestCaseSource(nameof(Machines))]
    public void Show_the_machine_as_it_is(string name, string diagram)
    {
        var (begin, end) = ($"<!-- {name}-states -->", $"<!-- /{name}-states -->");
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "src", "OrderSaga", "README.md")).ReplaceLineEndings("\n");
        var from = readme.IndexOf(begin, StringComparison.Ordinal);
        var to = readme.IndexOf(end, StringComparison.Ordinal);
        var wanted = $"```mermaid\n{diagram}```";
        Assert.That(from >= 0 && to > from, Is.True, $"src/OrderSaga/README.md has no block between {begin} and {end}; it should hold\n{wanted}");
        Assert.That(readme[(from + begin.Length)..to].Trim(), Is.EqualTo(wanted).NoClip, $"src/OrderSaga/README.md, between {begin} and {end}, should hold\n{wanted}\n");
    }
}
