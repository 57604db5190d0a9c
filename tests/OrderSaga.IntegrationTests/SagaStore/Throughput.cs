using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using OrderSaga.SagaStore;

namespace OrderSaga.Tests.SagaStore;

[TestFixture]
[Explicit("A measurement, not a test.")]
public sealed class Throughput : StoreFixture
{
    [Test]
    public async Task Saga_events_a_second_with_one_told_message_each()
    {
        await using var world = new MemoryBusWorld(((PostgresWorld)World).ConnectionString, listens: false);
        await using var host = await StoreHost.StartAsync(world, new() { Options = _ => { } });
        for (var round = 0; round < 4; round++)
        {
            const int instances = 20_000;
            await using (var context = World.Open())
                await context.Database.ExecuteSqlRawAsync("ANALYZE counters; ANALYZE outbox; ANALYZE entries");
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            var next = instances;
            await Task.WhenAll(Enumerable.Range(0, 600).Select(async _ =>
            {
                while (Interlocked.Decrement(ref next) >= 0)
                {
                    var id = Guid.CreateVersion7();
                    for (var n = 0; n < 3; n++)
                        await host.SendAsync(new Do(id, context =>
                        {
                            context.Saga.Count++;
                            context.Tell(new CountChanged(id, context.Saga.Count));
                        }));
                }
            }));
            await TestContext.Progress.WriteLineAsync(
                $"{3 * instances / watch.Elapsed.TotalSeconds:F0} events/s, CPU {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds * 1000 / (3 * instances):F0} µs an event");
        }
    }
}
