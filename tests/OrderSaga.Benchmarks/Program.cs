using System.CommandLine;
using OrderSaga.Benchmarks;

var count = new Option<int>("--count") { Description = "Orders to measure.", DefaultValueFactory = _ => 20_000 };
var warmUp = new Option<int>("--warm-up") { Description = "Orders run first and not counted: the JIT halves the CPU by then.", DefaultValueFactory = _ => 15_000 };
var rate = new Option<int>("--rate") { Description = "Orders a second in the latency phase; 0 leaves it out.", DefaultValueFactory = _ => 50 };
var seconds = new Option<int>("--seconds") { Description = "Length of the latency phase.", DefaultValueFactory = _ => 30 };
var priorities = new Option<int>("--regards-priorities")
{
    Description = "Priority levels of the stand-in's request queue. REGARDS declares 255, which costs the broker dear.",
    DefaultValueFactory = _ => 255,
};
var orders = new Command("orders", "Orders over AMQP through worker, RabbitMQ, PostgreSQL and the REGARDS stand-in, each its own process.")
{
    count, warmUp, rate, seconds, priorities,
};
orders.SetAction((parsed, cancellation) => new OrdersBenchmark(
    parsed.GetValue(count), parsed.GetValue(warmUp), parsed.GetValue(rate), parsed.GetValue(seconds), parsed.GetValue(priorities)).RunAsync(cancellation));

var products = new Option<int>("--products") { Description = "Products that the catalogue has and the bulk selects.", DefaultValueFactory = _ => 100_000 };
var batchSize = new Option<int>("--batch-size") { Description = "Most products in a batch.", DefaultValueFactory = _ => 100 };
var page = new Option<int>("--page") { Description = "Products in one answer of the catalogue.", DefaultValueFactory = _ => 1000 };
var run = new Option<bool>("--run") { Description = "Start the batches too, and compare the rate of their orders with that of single ones." };
var bulk = new Command("bulk", "One bulk: its query answered by the stand-in's STAC search, resolved, split and stored by the worker on PostgreSQL.")
{
    products, batchSize, page, run,
};
bulk.SetAction((parsed, cancellation) => new BulkBenchmark(
    parsed.GetValue(products), parsed.GetValue(batchSize), parsed.GetValue(page), parsed.GetValue(run)).RunAsync(cancellation));

var store = new Option<string>("--store") { Description = "sqlite, the embedded default, or postgres with RabbitMQ.", DefaultValueFactory = _ => "sqlite" };
store.AcceptOnlyFromAmong("sqlite", "postgres");
var jobs = new Option<int>("--jobs") { Description = "Jobs that are there to be read.", DefaultValueFactory = _ => 2000 };
var length = new Option<int>("--seconds") { Description = "Length of each step.", DefaultValueFactory = _ => 5 };
var gateway = new Command("gateway", "Status reads and submissions over HTTP at rising load.") { store, jobs, length };
gateway.SetAction((parsed, cancellation) => new GatewayBenchmark(
    parsed.GetValue(store) == "postgres", parsed.GetValue(jobs), parsed.GetValue(length)).RunAsync(cancellation));

return await new RootCommand("Measures OrderSaga. Figures are of one run on one machine: compare runs, not digits.") { orders, bulk, gateway }.Parse(args).InvokeAsync();
