using OrderSaga.Settings;

namespace OrderSaga.Bus;

public sealed class BusRules() : SettingsRules<BusOptions>("Bus")
{
    protected override void Check(BusOptions options)
    {
        Must(Enum.IsDefined(options.Transport), nameof(options.Transport), options.Transport, "must be InMemory or RabbitMq");
        Must(Enum.IsDefined(options.QueueType), nameof(options.QueueType), options.QueueType, "must be Classic or Quorum");
        Must(Enum.IsDefined(options.EventFormat), nameof(options.EventFormat), options.EventFormat, "must be Json or Envelope");
        Between(nameof(options.Prefetch), options.Prefetch, 1, ushort.MaxValue);
        Positive(nameof(options.GiveUpAfter), options.GiveUpAfter);
        if (options.Transport == BusTransport.RabbitMq)
            Amqp(nameof(options.Uri), options.Uri);
    }
}
