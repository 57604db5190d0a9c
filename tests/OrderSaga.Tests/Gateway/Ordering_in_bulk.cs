using System.Text.Json;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Ordering_in_bulk
{
    Service _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service();

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    Task<Answer> CreateAsync(string inputs, string further = "") =>
        _service.SendAsync(HttpMethod.Post, "/processes/bulk-create-request/execution", $$"""{"inputs":{{inputs}}{{further}}}""");

    Task<Answer> TriggerAsync(string batchId, string further = "") => _service.SendAsync(
        HttpMethod.Post, "/processes/batch-order-trigger/execution", $$$"""{"inputs":{"batch_id":"{{{batchId}}}"{{{further}}}},"response":"document"}""");

    /// <summary>A finished bulk's id and its batches.</summary>
    async Task<(string Bulk, IReadOnlyList<string> Batches)> PreparedAsync(string inputs)
    {
        var answer = await CreateAsync(inputs, ""","response":"document" """);
        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        var id = answer.Member("jobID")!;
        await _service.UntilAsync(id, "successful");
        var results = await _service.GetAsync($"/jobs/{id}/results");
        return (id, [.. results.Json.GetProperty("batches").EnumerateArray().Select(batch => batch.GetProperty("batch_id").GetString()!)]);
    }

    static string List(params IEnumerable<string> products) => JsonSerializer.Serialize(products);

    [Test]
    public async Task Prepares_batches_and_tells_what_is_not_ordered()
    {
        var created = await CreateAsync(
            $$"""{"products":{{List(Service.Plain, Service.Failing, "LTA-NOWHERE", Service.Plain, Service.Online, "LTA-TWICE", Service.Refused)}},"batch_size_products":2,"label":"spring"}""",
            ""","response":"document" """);
        var id = created.Member("jobID")!;
        var job = await _service.UntilAsync(id, "successful");
        var results = (await _service.GetAsync($"/jobs/{id}/results")).Json;
        var rejected = await _service.GetAsync($"/bulks/{id}/rejected?limit=2");
        var next = await _service.GetAsync(rejected.Link("next")!);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(created.Status, Is.EqualTo(201));
            Assert.That(created["Location"], Is.EqualTo($"{Service.BaseUrl}/jobs/{id}"));
            Assert.That(job.Member("processID"), Is.EqualTo("bulk-create-request"));
            Assert.That(job.Member("progress"), Is.EqualTo("100"));
            Assert.That(job.Member("lta", "label"), Is.EqualTo("spring"));
            Assert.That(results.GetProperty("bulk_id").GetString(), Is.EqualTo(id));
            Assert.That(results.GetProperty("number_of_products").GetInt32(), Is.EqualTo(3));
            Assert.That(results.GetProperty("number_of_batches").GetInt32(), Is.EqualTo(2));
            Assert.That(
                results.GetProperty("batches").EnumerateArray().Select(batch => (batch.GetProperty("status").GetString(), batch.GetProperty("number_of_products").GetInt32())),
                Is.EqualTo(new[] { ("prepared", 2), ("prepared", 1) }));
            Assert.That(
                results.GetProperty("rejected_products").EnumerateArray().Select(product => (product.GetProperty("product_identifier").GetString(), product.GetProperty("reason").GetString())),
                Is.EqualTo(new[] { ("LTA-NOWHERE", "unknown"), (Service.Plain, "duplicate"), (Service.Online, "already-online"), ("LTA-TWICE", "ambiguous") }));
            Assert.That(rejected.Json.GetProperty("products").GetArrayLength(), Is.EqualTo(2));
            Assert.That(next.Json.GetProperty("products")[0].GetProperty("product_identifier").GetString(), Is.EqualTo(Service.Online));
            Assert.That(next.Link("next"), Is.Null);
        }
    }

    [Test]
    public async Task A_batch_is_a_job_from_its_trigger_on_and_may_be_partly_successful()
    {
        var (bulk, batches) = await PreparedAsync($$"""{"products":{{List(Service.Plain, Service.Failing)}}}""");
        var batch = batches.Single();
        var before = await _service.GetAsync($"/jobs/{batch}");
        var prepared = await _service.GetAsync($"/batches/{batch}");
        var started = await TriggerAsync(batch);
        var again = await TriggerAsync(batch);
        var job = await _service.UntilAsync(batch, "successful");
        var results = (await _service.GetAsync($"/jobs/{batch}/results")).Json;
        var whole = await _service.GetAsync($"/bulks/{bulk}");
        var orders = await _service.GetAsync($"/batches/{batch}/orders?limit=1");
        var failed = await _service.GetAsync($"/batches/{batch}/orders?status=failed");
        var listed = await _service.GetAsync("/jobs?processID=batch-order-trigger&status=successful&limit=100");
        var plain = await _service.GetAsync("/jobs?processID=order-request&limit=10000");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.Status, Is.EqualTo(404));
            Assert.That(prepared.Member("status"), Is.EqualTo("prepared"));
            Assert.That(prepared.Link("http://www.opengis.net/def/rel/ogc/1.0/execute"), Is.EqualTo($"{Service.BaseUrl}/processes/batch-order-trigger/execution"));
            Assert.That(started.Status, Is.EqualTo(201), started.Text);
            Assert.That(started["Location"], Is.EqualTo($"{Service.BaseUrl}/jobs/{batch}"));
            Assert.That((again.Status, again["Location"]), Is.EqualTo((201, started["Location"])));
            Assert.That(job.Member("lta", "outcome"), Is.EqualTo("partial"));
            Assert.That(job.Member("lta", "orders", "failed"), Is.EqualTo("1"));
            Assert.That(job.Member("progress"), Is.EqualTo("100"));
            Assert.That(results.GetProperty("successful_products").GetInt32(), Is.EqualTo(1));
            Assert.That(results.GetProperty("outcome").GetString(), Is.EqualTo("partial"));
            Assert.That(results.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("status").GetString()), Is.EquivalentTo(new[] { "successful", "failed" }));
            Assert.That(whole.Member("state"), Is.EqualTo("partial"));
            Assert.That(whole.Member("progress"), Is.EqualTo("100"));
            Assert.That(orders.Json.GetProperty("orders").GetArrayLength(), Is.EqualTo(1));
            Assert.That(orders.Link("next"), Is.Not.Null);
            Assert.That(failed.Json.GetProperty("orders")[0].GetProperty("lta").GetProperty("batch_id").GetString(), Is.EqualTo(batch));
            Assert.That(listed.Jobs, Does.Contain(batch));
            Assert.That(plain.Jobs, Does.Not.Contain(failed.Json.GetProperty("orders")[0].GetProperty("jobID").GetString()), "items are not in the plain list");
        }
    }

    [Test]
    public async Task What_failed_is_ordered_again_in_a_new_batch()
    {
        var (_, batches) = await PreparedAsync($$"""{"products":{{List(Service.Plain, Service.Failing)}}}""");
        await TriggerAsync(batches[0]);
        await _service.UntilAsync(batches[0], "successful");
        var finished = await TriggerAsync(batches[0]);
        var retried = await TriggerAsync(batches[0], ""","retry_failed":true""");
        var retry = retried.Member("jobID")!;
        var failed = await _service.UntilAsync(retry, "failed");
        var info = await _service.GetAsync($"/batches/{retry}");
        var results = await _service.GetAsync($"/jobs/{retry}/results");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((finished.Status, finished.Member("type")), Is.EqualTo((409, "batch-already-finished")));
            Assert.That(retried.Status, Is.EqualTo(201), retried.Text);
            Assert.That(retry, Is.Not.EqualTo(batches[0]));
            Assert.That(info.Member("retry_of"), Is.EqualTo(batches[0]));
            Assert.That(info.Member("number_of_products"), Is.EqualTo("1"));
            Assert.That(failed.Member("lta", "reason_code"), Is.EqualTo("nothing-successful"));
            Assert.That(results.Status, Is.EqualTo(500));
        }
    }

    [Test]
    public async Task A_trigger_tells_what_stands_in_its_way()
    {
        var (bulk, batches) = await PreparedAsync($$"""{"products":{{List(Service.NeverEnding, Service.Plain)}},"batch_size_products":1,"priority":40}""");
        await TriggerAsync(batches[0]);
        var otherPriority = await TriggerAsync(batches[0], ""","priority":41""");
        var samePriority = await TriggerAsync(batches[0], ""","priority":40""");
        var unknown = await TriggerAsync("0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69");
        var faulty = await TriggerAsync("x", ""","priority":0,"nonsense":1""");
        var discarded = await _service.DeleteAsync($"/batches/{batches[1]}");
        var gone = await TriggerAsync(batches[1]);
        var discardedAgain = await _service.DeleteAsync($"/batches/{batches[1]}");
        var dismissed = await _service.DeleteAsync($"/jobs/{batches[0]}");
        var noResults = await _service.GetAsync($"/jobs/{batches[0]}/results");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((otherPriority.Status, otherPriority.Member("type")), Is.EqualTo((409, "batch-priority-differs")));
            Assert.That(samePriority.Status, Is.EqualTo(201));
            Assert.That(unknown.Status, Is.EqualTo(404));
            Assert.That(faulty.Status, Is.EqualTo(400));
            Assert.That(
                faulty.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()),
                Is.EquivalentTo(new[] { "inputs.batch_id", "inputs.priority", "inputs.nonsense" }));
            Assert.That((discarded.Status, discarded.Member("status")), Is.EqualTo((200, "discarded")));
            Assert.That(gone.Status, Is.EqualTo(410));
            Assert.That(discardedAgain.Status, Is.EqualTo(410));
            Assert.That((dismissed.Status, dismissed.Member("status")), Is.EqualTo((200, "dismissed")));
            Assert.That(noResults.Status, Is.EqualTo(410));
            Assert.That((await _service.GetAsync($"/bulks/{bulk}")).Member("batches", "dismissed"), Is.EqualTo("1"));
        }
    }

    [Test]
    public async Task Starts_by_itself_if_asked_to()
    {
        var (bulk, batches) = await PreparedAsync($$"""{"products":{{List(Service.Plain, Service.Failing)}},"automatic_trigger":true,"batch_size_products":1,"failure_policy":"continue"}""");
        await Until.TrueAsync(async () => (await _service.GetAsync($"/bulks/{bulk}")).Member("state") == "partial", () => "not done");

        Assert.That(batches, Has.Count.EqualTo(2));
        Assert.That((await _service.GetAsync($"/bulks/{bulk}/batches?status=prepared")).Json.GetProperty("batches").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task A_dry_run_counts_and_stores_nothing()
    {
        var before = await _service.GetAsync("/jobs?processID=bulk-create-request&limit=10000");
        var answer = await CreateAsync($$"""{"products":{{List(Service.Plain, Service.Failing, "LTA-NOWHERE")}},"batch_size_products":1,"dry_run":true}""");
        var after = await _service.GetAsync("/jobs?processID=bulk-create-request&limit=10000");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
            Assert.That(answer.Member("number_of_products"), Is.EqualTo("2"));
            Assert.That(answer.Member("number_of_batches"), Is.EqualTo("2"));
            Assert.That(answer.Member("rejected", "unknown"), Is.EqualTo("1"));
            Assert.That(answer.Member("complete"), Is.EqualTo("True"));
            Assert.That(after.Jobs, Is.EquivalentTo(before.Jobs));
        }
    }

    [Test]
    public async Task A_dry_run_tells_what_the_owners_quota_leaves()
    {
        await using var service = new Service(("Quota:ProductsPerBulk", "5"));
        var answer = await service.SendAsync(
            HttpMethod.Post, "/processes/bulk-create-request/execution", $$$"""{"inputs":{"products":{{{List(Service.Plain, Service.Failing)}}},"dry_run":true}}""");

        Assert.That(answer.Member("quota_left"), Is.EqualTo("3"), answer.Text);
    }

    [Test]
    public async Task Dismissing_a_finished_bulk_discards_what_is_prepared_and_with_cascade_what_runs()
    {
        var (bulk, batches) = await PreparedAsync($$"""{"products":{{List(Service.NeverEnding, Service.Plain)}},"batch_size_products":1}""");
        await TriggerAsync(batches[0]);
        var dismissed = await _service.DeleteAsync($"/jobs/{bulk}?cascade=true");
        await _service.UntilAsync(batches[0], "dismissed");
        await Until.TrueAsync(async () => (await _service.GetAsync($"/batches/{batches[1]}")).Member("status") == "discarded", () => "not discarded");

        Assert.That((dismissed.Status, dismissed.Member("status")), Is.EqualTo((200, "dismissed")));
    }

    static IEnumerable<TestCaseData> Faults()
    {
        static TestCaseData Case(string name, string inputs, params string[] fields) => new TestCaseData(inputs, fields).SetArgDisplayNames(name);

        yield return Case("neither", "{}", "inputs.products");
        yield return Case("both", """{"products":["A"],"filter":{"op":"=","args":[{"property":"platform"},"S1A"]}}""", "inputs.products");
        yield return Case("empty list", """{"products":[]}""", "inputs.products");
        yield return Case("10 001 products", $$"""{"products":{{List(Enumerable.Range(0, 10_001).Select(i => $"P{i}"))}}}""", "inputs.products");
        yield return Case("unknown operator", """{"filter":{"op":"casei","args":["x"]}}""", "inputs.filter.op");
        yield return Case("malformed tree", """{"filter":{"op":"and","args":7}}""", "inputs.filter.args");
        yield return Case("bbox out of range", """{"bbox":[1,2,3,400]}""", "inputs.bbox");
        yield return Case("datetime", """{"datetime":"yesterday"}""", "inputs.datetime");
        yield return Case("several at once", """{"collections":["a"],"batch_size_products":0,"batch_size_volume":"x","failure_policy":"some","priority":101,"automatic_trigger":"yes","nonsense":1}""",
            "inputs.nonsense", "inputs.batch_size_products", "inputs.batch_size_volume", "inputs.failure_policy", "inputs.priority", "inputs.automatic_trigger");
    }

    [TestCaseSource(nameof(Faults))]
    public async Task Every_fault_is_named(string inputs, string[] fields)
    {
        var answer = await CreateAsync(inputs);

        Assert.That(answer.Status, Is.EqualTo(400), answer.Text);
        Assert.That(answer.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()), Is.EquivalentTo(fields));
    }

    [TestCase("/bulks/0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69")]
    [TestCase("/bulks/x/batches")]
    [TestCase("/bulks/x/rejected")]
    [TestCase("/batches/x")]
    [TestCase("/batches/0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69/orders")]
    public async Task What_does_not_exist_is_404(string path) => Assert.That((await _service.GetAsync(path)).Status, Is.EqualTo(404));

    [TestCase("limit=0")]
    [TestCase("status=lost")]
    [TestCase("cursor=x")]
    public async Task Pages_are_asked_for_properly(string query)
    {
        var (bulk, _) = await PreparedAsync($$"""{"products":{{List(Service.Plain)}}}""");

        Assert.That((await _service.GetAsync($"/bulks/{bulk}/batches?{query}")).Status, Is.EqualTo(400));
    }
}
