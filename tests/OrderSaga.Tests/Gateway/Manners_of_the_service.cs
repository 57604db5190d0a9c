using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Manners_of_the_service
{
    Service _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service();

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task HEAD_says_what_GET_says_without_the_body()
    {
        var id = await _service.OrderAndEndAsync(Service.Plain, "successful");
        foreach (var path in new[] { "/", "/api", "/conformance", "/processes", "/processes/echo", $"/jobs/{id}/history", "/jobs?limit=1", $"/jobs/{id}", $"/jobs/{id}/results", "/jobs/no-uuid" })
        {
            var get = await _service.GetAsync(path);
            var head = await _service.SendAsync(HttpMethod.Head, path);

            using (Assert.EnterMultipleScope())
            {
                Assert.That(head.Status, Is.EqualTo(get.Status), path);
                Assert.That(head.Text, Is.Empty, path);
                Assert.That(head["Content-Length"], Is.EqualTo(get["Content-Length"]), path);
                Assert.That(head["Content-Type"], Is.EqualTo(get["Content-Type"]), path);
            }
        }
    }

    [Test]
    public async Task Scripts_of_other_origins_may_call_and_see_Location()
    {
        var preflight = await _service.SendAsync(
            HttpMethod.Options, "/processes/order-request/execution", null,
            ("Origin", "https://portal.example.test"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type,prefer"));
        var answer = await _service.GetAsync("/jobs", ("Origin", "https://portal.example.test"));
        var refused = await _service.GetAsync("/jobs/no-uuid", ("Origin", "https://portal.example.test"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(preflight.Status, Is.EqualTo(204));
            Assert.That(preflight["Access-Control-Allow-Methods"], Does.Contain("POST"));
            Assert.That(preflight["Access-Control-Allow-Headers"], Does.Contain("prefer"));
            Assert.That(answer["Access-Control-Allow-Origin"], Is.EqualTo("*"));
            Assert.That(answer["Access-Control-Expose-Headers"], Does.Contain("Location"));
            Assert.That(refused["Access-Control-Allow-Origin"], Is.EqualTo("*"));
        }
    }

    [TestCase("respond-async")]
    [TestCase("RESPOND-ASYNC")]
    [TestCase("return=minimal, respond-async; why=\"a, b\", wait=5")]
    public async Task A_preference_that_was_kept_is_named(string prefer)
    {
        var answer = await _service.ExecuteAsync("""{"inputs":{"product_identifier":"LTA-ONLINE-0001"}}""", ("Prefer", prefer));

        Assert.That(answer["Preference-Applied"], Is.EqualTo("respond-async"));
    }

    [TestCase("respond-sync")]
    [TestCase("wait=10")]
    [TestCase(";=,")]
    public async Task Another_preference_is_passed_over(string prefer)
    {
        var answer = await _service.ExecuteAsync("""{"inputs":{"product_identifier":"LTA-ONLINE-0001"}}""", ("Prefer", prefer));

        Assert.That(answer.Status, Is.EqualTo(201));
        Assert.That(answer["Preference-Applied"], Is.Null);
    }

    [Test]
    public async Task Health_keeps_its_own_answers()
    {
        var live = await _service.GetAsync("/health/live");

        Assert.That(live.Status, Is.EqualTo(200));
        Assert.That(live.Member("status"), Is.EqualTo("Healthy"));
    }
}
