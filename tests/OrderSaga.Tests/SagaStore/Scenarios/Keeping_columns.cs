using MassTransit;
using NUnit.Framework;
using OrderSaga.SagaStore;

namespace OrderSaga.Tests.SagaStore;

[TestFixture]
public sealed class Keeping_columns : StoreFixture
{
    static readonly DateTime Noon = new(2026, 5, 4, 12, 0, 0, 123, DateTimeKind.Utc);

    [Test]
    public async Task Every_kind_of_column_comes_back_as_it_was_written()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();
        await host.SendAsync(new Do(id, context => Fill(context.Saga)));

        Counter? loaded = null;
        await host.SendAsync(new Look(id, context => loaded = context.Saga));

        foreach (var counter in new[] { loaded!, (await World.FindAsync(id))! })
        {
            Assert.Multiple(() =>
            {
                Assert.That(counter.Label, Is.EqualTo("ünïcode 'quoted' \"twice\" 🛰"));
                Assert.That(counter.Colour, Is.EqualTo(Colour.Green));
                Assert.That(counter.Second, Is.EqualTo(Colour.Red));
                Assert.That(counter.Number, Is.EqualTo(Colour.Green));
                Assert.That(counter.At, Is.EqualTo(Noon));
                Assert.That(counter.Small, Is.EqualTo(int.MinValue));
                Assert.That(counter.Large, Is.EqualTo(long.MaxValue));
                Assert.That(counter.Flag, Is.True);
                Assert.That(counter.Reference, Is.EqualTo(new Guid("0f8fad5b-d9cb-469f-a165-70867728950e")));
                Assert.That(counter.Bytes, Is.EqualTo(new byte[] { 0, 255, 7 }));
                Assert.That(counter.Amount, Is.EqualTo(12.345m));
                Assert.That(counter.Ratio, Is.EqualTo(0.1));
                Assert.That(counter.Link, Is.EqualTo(new Uri("https://example.org/a?b=c")));
            });
        }
        Assert.Multiple(() =>
        {
            Assert.That(loaded!.At!.Value.Kind, Is.EqualTo(DateTimeKind.Utc));
            Assert.That(loaded!.CreatedAt.Kind, Is.EqualTo(DateTimeKind.Utc));
        });
    }

    [Test]
    public async Task A_group_of_nulls_alone_is_inserted_and_values_become_null_again()
    {
        var host = await StartAsync();
        var empty = Guid.NewGuid();
        var emptied = Guid.NewGuid();
        await Task.WhenAll(host.SendAsync(new Do(empty, _ => { })), host.SendAsync(new Do(emptied, context => Fill(context.Saga))));

        await host.SendAsync(new Do(emptied, context => Clear(context.Saga)));

        foreach (var id in new[] { empty, emptied })
        {
            Counter? counter = null;
            await host.SendAsync(new Look(id, context => counter = context.Saga));
            Assert.That(
                new object?[]
                {
                    counter!.Label, counter.Second, counter.Number, counter.At, counter.Small, counter.Large, counter.Flag,
                    counter.Reference, counter.Bytes, counter.Amount, counter.Ratio, counter.Link, counter.Deadline,
                },
                Is.All.Null);
        }
    }

    [Test]
    public async Task A_column_fixed_at_insert_is_never_updated()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();
        await host.SendAsync(new Do(id, context => context.Saga.Origin = "born"));

        await host.SendAsync(new Do(id, context => (context.Saga.Origin, context.Saga.Label) = ("changed", "changed")));

        var counter = await World.FindAsync(id);
        Assert.That((counter!.Origin, counter.Label), Is.EqualTo(("born", "changed")));
    }

    [Test]
    public async Task An_instance_that_begins_anew_is_written_whole()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();
        await host.SendAsync(new Do(id, context => context.Saga.Origin = "place"));

        await host.SendAsync(new Do(id, context => BeginAnew(context, "begun")));
        await host.SendAsync(new Do(id, context => (context.Saga.Origin, context.Saga.Label) = ("changed", "changed")));
        Assert.That(async () => await host.SendAsync(new Do(id, context => { BeginAnew(context, "faulty"); throw new InvalidOperationException("No."); })), Throws.InvalidOperationException);
        await host.SendAsync(new Add(id, 3));

        var counter = await World.FindAsync(id);
        Assert.That((counter!.Origin, counter.Label, counter.Count), Is.EqualTo(("begun", "changed", 3)));

        static void BeginAnew(BehaviorContext<Counter> context, string origin)
        {
            context.Saga.Origin = origin;
            context.BeginAnew();
        }
    }

    static void Fill(Counter counter)
    {
        counter.Label = "ünïcode 'quoted' \"twice\" 🛰";
        counter.Colour = Colour.Green;
        counter.Second = Colour.Red;
        counter.Number = Colour.Green;
        counter.At = Noon;
        counter.Small = int.MinValue;
        counter.Large = long.MaxValue;
        counter.Flag = true;
        counter.Reference = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e");
        counter.Bytes = [0, 255, 7];
        counter.Amount = 12.345m;
        counter.Ratio = 0.1;
        counter.Link = new Uri("https://example.org/a?b=c");
    }

    static void Clear(Counter counter)
    {
        counter.Label = null;
        counter.Second = counter.Number = null;
        counter.At = null;
        counter.Small = null;
        counter.Large = null;
        counter.Flag = null;
        counter.Reference = null;
        counter.Bytes = null;
        counter.Amount = null;
        counter.Ratio = null;
        counter.Link = null;
    }
}
