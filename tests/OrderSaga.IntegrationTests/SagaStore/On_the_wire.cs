using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrderSaga.Tests.SagaStore;

[TestFixture]
public sealed class On_the_wire : StoreFixture
{
    PostgresWorld Postgres => (PostgresWorld)World;

    [Test]
    public async Task A_told_message_is_plain_JSON_persistent_and_has_the_id_of_its_row()
    {
        await using var connection = await Postgres.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var heard = await HearAsync(channel);
        var gateway = await StartAsync(new() { HasBus = false });
        var id = Guid.NewGuid();
        await gateway.SendAsync(new Add(id, 5));
        await using var context = World.Open();
        var row = await context.Outbox.AsNoTracking().SingleAsync();

        await StartAsync();

        await Until.TrueAsync(() => !heard.IsEmpty, "the message arrives");
        var (properties, body) = heard.Single();
        Assert.Multiple(() =>
        {
            Assert.That(body, Is.EqualTo($$"""{"counterId":"{{id}}","newCount":5}"""));
            Assert.That(properties.ContentType, Is.EqualTo("application/json"));
            Assert.That(properties.DeliveryMode, Is.EqualTo(DeliveryModes.Persistent));
            Assert.That(properties.MessageId, Is.EqualTo(row.Id.ToString()));
            Assert.That(body, Is.EqualTo(Encoding.UTF8.GetString(row.Body)));
        });
    }

    [Test]
    public async Task What_the_broker_refuses_stays_and_is_sent_once_it_takes_it()
    {
        var full = $"{Postgres.Exchange}-full";
        await using var connection = await Postgres.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        await HearAsync(channel);
        await channel.QueueDeclareAsync(full, durable: false, exclusive: true, autoDelete: true, new Dictionary<string, object?>
        {
            ["x-max-length"] = 0,
            ["x-overflow"] = "reject-publish",
        });
        await channel.QueueBindAsync(full, Postgres.Exchange, "");
        var host = await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.SendAsync(new Add(Guid.NewGuid(), 1)))).WaitAsync(Until.Patience);
        await Until.TrueAsync(() => World.Heard.Count >= 20, "the other queue takes them");
        Assert.That(await World.CountOutboxAsync(), Is.EqualTo(20), "but the broker does not confirm them");
        await using var context = World.Open();
        var owed = await context.Outbox.Select(row => (Guid?)row.Id).ToListAsync();

        await channel.QueueDeleteAsync(full);
        await World.UntilToldAsync();
        Assert.That(World.Heard.Select(heard => heard.MessageId).Distinct(), Is.EquivalentTo(owed), "repeated under the same ids");
    }

    async Task<ConcurrentQueue<(IReadOnlyBasicProperties Properties, string Body)>> HearAsync(IChannel channel)
    {
        var heard = new ConcurrentQueue<(IReadOnlyBasicProperties, string)>();
        await channel.ExchangeDeclareAsync(Postgres.Exchange, ExchangeType.Fanout, durable: true);
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, Postgres.Exchange, "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            heard.Enqueue((new BasicProperties(delivery.BasicProperties), Encoding.UTF8.GetString(delivery.Body.Span)));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return heard;
    }
}
