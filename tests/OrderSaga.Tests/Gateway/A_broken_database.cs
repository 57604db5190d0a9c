using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class A_broken_database
{
    [Test]
    public async Task Is_500_without_a_word_of_the_inside()
    {
        await using var service = new Service(("Logging:LogLevel:Default", "None"));
        await using (var other = new SqliteConnection(service.Store))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "ALTER TABLE orders RENAME TO lost";
            await command.ExecuteNonQueryAsync();
        }
        var answer = await service.GetAsync("/jobs");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(500));
            Assert.That(answer["Content-Type"], Is.EqualTo("application/json"));
            Assert.That(answer.Member("status"), Is.EqualTo("500"));
            Assert.That(answer.Member("type"), Is.EqualTo("InternalError"));
            Assert.That(answer.Text, Does.Not.Contain("orders").And.Not.Contain("Sqlite").And.Not.Contain("   at "));
        }
    }
}
