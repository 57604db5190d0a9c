using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Gateway;

/// <summary>Numbers and times count by what they say, not by how they are written, whichever database keeps them.</summary>
[TestFixture("Sqlite")]
[TestFixture("Postgres")]
public sealed class Odd_but_right_values(string database)
{
    PostgresStore? _store;
    Service _service = null!;
    string _job = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _store = database == "Postgres" ? await PostgresStore.CreateAsync() : null;
        _service = new Service(_store?.Settings ?? []);
        _job = await _service.OrderAndEndAsync(Service.Online, "successful");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [TestCase("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z")]
    [TestCase("0000-02-29T00:00:00Z", "0001-01-01T00:00:00.000Z")]
    [TestCase("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00.000Z")]
    [TestCase("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999Z")]
    [TestCase("2020-02-29 06:00:00.123456789012-00:00", "2020-02-29T06:00:00.123Z")]
    [TestCase("2020-02-29t06:00:00z", "2020-02-29T06:00:00.000Z")]
    public async Task Past_dates_are_taken_and_the_order_goes_at_once(string notBefore, string told)
    {
        var id = await _service.OrderAsync(Service.Plain, $",\"not_before\":\"{notBefore}\"");

        Assert.That((await _service.UntilAsync(id, "successful")).Member("lta", "not_before"), Is.EqualTo(told));
    }

    [TestCase("9999-12-31T23:59:59Z", "must not lie beyond ")]
    [TestCase("9999-12-31T23:59:60Z", "must not lie beyond ")]
    [TestCase("9999-12-31T23:59:59-23:59", "must not lie beyond ")]
    [TestCase("2016-11-30T23:59:60Z", "must be an RFC 3339 date-time with an offset")]
    [TestCase("2020-01-01", "must be an RFC 3339 date-time with an offset")]
    [TestCase("05/06/2027", "must be an RFC 3339 date-time with an offset")]
    public async Task Dates_that_are_not_taken_are_told_with_the_rule(string notBefore, string rule)
    {
        var answer = await _service.ExecuteAsync($$$"""{"inputs":{"product_identifier":"{{{Service.Plain}}}","not_before":"{{{notBefore}}}"}}""");
        var error = answer.Json.GetProperty("errors")[0];

        Assert.That((answer.Status, error.GetProperty("field").GetString(), error.GetProperty("value").GetString()), Is.EqualTo((400, "inputs.not_before", notBefore)));
        Assert.That(error.GetProperty("rule").GetString(), Does.StartWith(rule));
    }

    [TestCase("2016-12-31T23:59:60Z/..", true)]
    [TestCase("2016-12-31T23:59:60.999999999999Z/..", true)]
    [TestCase("0001-01-01T00:00:00Z/9999-12-31T23:59:60Z", true)]
    [TestCase("0000-01-01T00:00:00Z/9999-12-31T23:59:59.999999999999-23:59", true)]
    [TestCase("../9999-12-31T23:59:59Z", true)]
    [TestCase("9999-12-31T23:59:59Z", false)]
    [TestCase("9999-12-31T23:59:59.9999999Z/..", false)]
    [TestCase("2020-01-01t00:00:00z/..", true)]
    [TestCase("2020-01-01 00:00:00Z/..", true)]
    [TestCase("2020-01-01 00:00:00+02:00/..", true, Description = "one blank is a blank, the other was a plus sign")]
    [TestCase("2020-01-01T00:00:00 02:00/..", true)]
    [TestCase("2020-01-01T00:00:00-00:00/..", true)]
    [TestCase("1999-01-01/1999-12-31", false)]
    [TestCase("1999-01-01/2999-12-31", true)]
    public async Task Times_of_creation_may_be_written_in_any_form_of_RFC_3339(string range, bool found)
    {
        var answer = await _service.GetAsync($"/jobs?limit=1000&datetime={range}");

        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(answer.Jobs.Contains(_job), Is.EqualTo(found));
    }

    [Test]
    public async Task A_day_at_the_end_of_an_interval_is_the_whole_day()
    {
        var day = (await _service.GetAsync($"/jobs/{_job}")).Member("created")![..10];

        Assert.That((await _service.GetAsync($"/jobs?limit=1000&datetime=../{day}")).Jobs, Does.Contain(_job));
        Assert.That((await _service.GetAsync($"/jobs?limit=1000&datetime={day}/{day}")).Jobs, Does.Contain(_job));
    }

    [Test]
    public async Task An_order_of_a_day_long_past_waits_since_it_was_placed()
    {
        await using var other = _store is null ? null : await PostgresStore.CreateAsync();
        await using var service = new Service([.. other?.Settings ?? [], ("Regards:MaxInFlight", "1"), ("Dispatch:OwnerShare", "100")]);
        var before = DateTime.UtcNow.AddSeconds(-1);
        await service.OrderAndEndAsync(Service.NeverEnding, "running");
        await service.OrderAsync(Service.NeverEnding, ",\"not_before\":\"0001-01-01T00:00:00Z\"");

        var figures = await service.Services.GetRequiredService<OrderCounts>().ReadAsync(DateTime.UtcNow, TimeSpan.FromDays(1), CancellationToken.None);

        Assert.That((figures.Waiting, figures.WaitingSince > before), Is.EqualTo((1, true)), $"{figures.WaitingSince:O}");
    }

    [TestCase("limit=1.0&minDuration=0e5")]
    [TestCase("limit=1e0")]
    [TestCase("limit=0001")]
    [TestCase("limit=10e-1&maxDuration=9e9")]
    public async Task Numbers_of_a_query_are_read_by_their_value(string query)
    {
        var answer = await _service.GetAsync($"/jobs?{query}");

        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(answer.Jobs, Has.Count.EqualTo(1));
    }

    [TestCase("limit=1.5")]
    [TestCase("limit=0.0")]
    [TestCase("limit=1e-1")]
    [TestCase("limit=1e")]
    [TestCase("limit=0x10")]
    public async Task Numbers_of_a_query_that_are_not_whole_are_refused(string query) =>
        Assert.That((await _service.GetAsync($"/jobs?{query}")).Status, Is.EqualTo(400));

    [TestCase("order-request", """{"product_identifier":"LTA-ONLINE-0001","priority":7.0e1}""", 201)]
    [TestCase("order-request", """{"product_identifier":"LTA-ONLINE-0001","priority":69.99999999999999999999999999999999999}""", 400)]
    [TestCase("estimate-request", """{"product_identifier":"LTA-PLAIN-0001","priority":70.0}""", 200)]
    [TestCase("bulk-create-request", """{"products":["LTA-PLAIN-0001"],"priority":70.0,"max_products":1e1,"batch_size_products":10.0,"batch_size_volume":1.5e9}""", 201)]
    [TestCase("bulk-create-request", """{"products":["LTA-PLAIN-0001"],"batch_size_volume":1.5}""", 400)]
    [TestCase("bulk-create-request", """{"collections":["c"],"max_products":1e1}""", 201)]
    [TestCase("bulk-create-request", """{"collections":["c"],"max_products":1e-1}""", 400)]
    [TestCase("echo", """{"message":"m","pause":0.0,"numbers":[1.0,2e3,-0.0]}""", 200)]
    [TestCase("echo", """{"message":"m","numbers":[1.5]}""", 400)]
    public async Task Numbers_of_inputs_are_read_by_their_value(string process, string inputs, int status)
    {
        var answer = await _service.SendAsync(HttpMethod.Post, $"/processes/{process}/execution", $$"""{"inputs":{{inputs}},"response":"document"}""");

        Assert.That(answer.Status, Is.EqualTo(status), answer.Text);
        if (status == 201)
            Assert.That(answer.Json.GetProperty("lta").TryGetProperty("priority", out var priority) ? priority.GetRawText() : "70", Is.EqualTo("70").Or.EqualTo("50"));
    }

    [TestCase("1024.0", 201)]
    [TestCase("1.4e9", 201)]
    [TestCase("1.5", 400)]
    [TestCase("1e999", 400)]
    public async Task The_size_of_a_file_is_read_by_its_value(string size, int status)
    {
        var answer = await _service.ExecuteAsync($$$"""
            {"inputs":{"product_identifier":"{{{Service.Plain}}}","files":[{"locations":[{"url":"https://files.example.test/f","storage":"s"}],"attributes":
             {"dataType":"RAWDATA","mimeType":"image/tiff","filename":"f","filesize":{{{size}}},"algorithm":"MD5","checksum":"0123456789abcdef0123456789abcdef"}}]}}
            """);

        Assert.That(answer.Status, Is.EqualTo(status), answer.Text);
    }

    [Test]
    public async Task The_same_request_with_its_numbers_in_another_spelling_is_the_same_job()
    {
        async Task<JsonElement> OrderAsync(string priority, string number) => (await _service.ExecuteAsync(
            $$$$"""{"inputs":{"product_identifier":"{{{{Service.Plain}}}}","priority":{{{{priority}}}},"properties":{"a":{{{{number}}}}}}}""", ("Idempotency-Key", "spelled"))).Json;

        var first = await OrderAsync("50", "0.5");

        Assert.That((await OrderAsync("50.0", "5e-1")).GetProperty("jobID").GetString(), Is.EqualTo(first.GetProperty("jobID").GetString()));
        Assert.That((await OrderAsync("50", "0.25")).GetProperty("status").GetInt32(), Is.EqualTo(409));
    }
}
