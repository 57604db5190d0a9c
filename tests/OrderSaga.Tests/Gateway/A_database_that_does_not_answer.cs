using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class A_database_that_does_not_answer
{
    [Test]
    public async Task Is_503_with_Retry_After_and_the_address_where_the_outcome_will_show()
    {
        await using var service = new Service(("Gateway:StoreWait", "00:00:02"), ("Gateway:RetryAfter", "00:00:07"));
        Answer away;
        // Somebody else holds the file's one writing turn.
        await using (var other = new SqliteConnection(service.Store))
        {
            await other.OpenAsync();
            await using var turn = other.BeginTransaction(deferred: false);
            away = await service.ExecuteAsync("""{"inputs":{"product_identifier":"LTA-ONLINE-0001"}}""");
            await turn.RollbackAsync();
        }
        Answer taken = null!;
        await Until.TrueAsync(
            async () => (taken = await service.ExecuteAsync("""{"inputs":{"product_identifier":"LTA-ONLINE-0001"}}""")).Status == 201, () => taken.Text);
        var first = away.Member("instance")!;
        var outcome = await service.GetAsync(first);
        var list = await service.GetAsync("/jobs");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(away.Status, Is.EqualTo(503));
            Assert.That(away["Retry-After"], Is.EqualTo("7"));
            Assert.That(away.Member("status"), Is.EqualTo("503"));
            Assert.That(first, Does.StartWith($"{Service.BaseUrl}/jobs/"));
            Assert.That(outcome.Status, Is.EqualTo(list.Jobs.Any(first.EndsWith) ? 200 : 404));
            Assert.That(list.Jobs, Does.Contain(taken.Member("jobID")));
        }
    }
}
