using System.Text.Json;
using NUnit.Framework;
using OrderSaga.Contracts;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Overtaking.Scenarios;

/// <summary>Commands of which one came at an odd moment of the other's.</summary>
public abstract class Commands_that_meet
{
    TaskCompletionSource _gate = null!;
    CommandHost _host = null!;

    /// <summary>An empty database.</summary>
    protected abstract Task<StoreOptions> NewStoreAsync();

    [SetUp]
    public async Task Start()
    {
        _gate = new TaskCompletionSource();
        _gate.SetResult();
        _host = await CommandHost.StartAsync(await NewStoreAsync(), () => _gate.Task);
    }

    [TearDown]
    public async Task Stop()
    {
        _gate.TrySetResult();
        await (_host?.DisposeAsync() ?? default);
    }

    /// <summary>The dismissal is stored, but the resolver is at another bulk and has not come to its batches.</summary>
    [Test]
    public async Task No_batch_starts_once_its_bulk_is_dismissed_however_long_the_resolver_is_busy()
    {
        var (dismissed, other) = (Guid.NewGuid(), Guid.NewGuid());
        await CreateAsync(dismissed);
        await _host.SettleAsync();
        var batches = await _host.BatchesAsync(dismissed);
        _gate = new TaskCompletionSource();
        await CreateAsync(other);
        await Until.TrueAsync(async () => (await _host.StatusesAsync())[other] == "running", "the resolver is busy");

        await SendAsync("dismiss-bulk", $$"""{"bulkId":"{{dismissed}}"}""");
        var refused = (CommandRefused)(await SendAsync("trigger-batch", $$"""{"batchId":"{{batches[0]}}"}"""))!;

        Assert.That((refused.BatchId, refused.Errors.Single().Field), Is.EqualTo((batches[0], "batchId")));
        Assert.That((await _host.StatusesAsync())[batches[0]], Is.EqualTo("discarded"));
        _gate.SetResult();
        await _host.SettleAsync();
        var statuses = await _host.StatusesAsync();
        Assert.That(batches.Select(batch => statuses[batch]), Has.All.EqualTo("discarded"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_id_is_one_job_of_one_kind(bool bulkFirst)
    {
        var id = Guid.NewGuid();
        if (bulkFirst)
            await CreateAsync(id);
        else
            await SubmitAsync(id);
        var refusal = bulkFirst ? await SubmitAsync(id) : await CreateAsync(id);
        AssertTaken(refusal, id, bulkFirst ? "orderId" : "bulkId");
        await _host.SettleAsync();
        Assert.That((await _host.HistoryAsync()).Where(line => line.JobId == id).Select(line => line.Cause), Is.EqualTo(
            bulkFirst ? new[] { "submitted", "resolving", "prepared" } : ["submitted"]));
    }

    [Test]
    public async Task An_id_that_both_kinds_want_at_once_is_that_of_one()
    {
        var taken = 0;
        for (var i = 0; i < 20; i++)
        {
            var id = Guid.NewGuid();
            var refusals = await Task.WhenAll(SubmitAsync(id), CreateAsync(id));
            AssertTaken(refusals.Single(refusal => refusal is not null), id, refusals[0] is null ? "bulkId" : "orderId");
            taken += refusals[0] is null ? 1 : 0;
        }
        await _host.SettleAsync();
        TestContext.Out.WriteLine($"{taken} of 20 went to the order");
    }

    [Test]
    public async Task The_id_of_a_batch_or_of_its_item_is_no_other_jobs()
    {
        var bulk = Guid.NewGuid();
        await CreateAsync(bulk);
        await _host.SettleAsync();
        var batch = (await _host.BatchesAsync(bulk))[0];
        AssertTaken(await SubmitAsync(batch), batch, "orderId");
        AssertTaken(await CreateAsync(batch), batch, "bulkId");
        await SendAsync("trigger-batch", $$"""{"batchId":"{{batch}}"}""");
        await _host.SettleAsync();
        var item = (await _host.HistoryAsync()).First(line => line.JobId != bulk && line.JobId != batch && line.Cause == "submitted").JobId;
        AssertTaken(await CreateAsync(item), item, "bulkId");
    }

    /// <summary>A dismissal that waits has no id to itself: what comes may be of either kind, and it waits for its own.</summary>
    [TestCase("dismiss-order", "orderId")]
    [TestCase("dismiss-bulk", "bulkId")]
    public async Task A_dismissal_that_waits_is_not_met_by_a_job_of_the_other_kind(string command, string member)
    {
        var id = Guid.NewGuid();
        await SendAsync(command, $$"""{"{{member}}":"{{id}}"}""");
        var ofOther = member == "orderId" ? await CreateAsync(id) : await SubmitAsync(id);
        Assert.That(ofOther, Is.Null);
        AssertTaken(member == "orderId" ? await SubmitAsync(id) : await CreateAsync(id), id, member);
        await _host.EndWaitsAsync();
        await _host.SettleAsync();
        Assert.That((await _host.ToldAsync()).Where(told => told.Type.EndsWith("CommandRefused", StringComparison.Ordinal)).Select(told => told.Body.GetProperty(member).GetGuid()),
            Is.EqualTo(new[] { id }));
        Assert.That((await _host.StatusesAsync())[id], Is.EqualTo(member == "orderId" ? "successful" : "accepted"));
    }

    static void AssertTaken(object? refusal, Guid id, string field)
    {
        var (of, errors) = refusal switch
        {
            OrderRejected order => (order.OrderId, order.Errors),
            BulkRejected bulk => (bulk.BulkId, bulk.Errors),
            _ => throw new AssertionException($"was not refused: {refusal}"),
        };
        Assert.That((of, errors.Single().Field, errors.Single().Value), Is.EqualTo(((Guid?)id, field, id.ToString())));
        Assert.That(errors.Single().Rule, Does.StartWith("is taken by"));
    }

    Task<object?> SubmitAsync(Guid id) => SendAsync("submit-order", $$"""{"orderId":"{{id}}","productIdentifier":"plain"}""");

    Task<object?> CreateAsync(Guid id) => SendAsync("create-bulk", $$"""{"bulkId":"{{id}}","collections":["c"],"batchSizeProducts":2}""");

    Task<object?> SendAsync(string kind, string body) => _host.TakeAsync(kind, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(body)!);
}
