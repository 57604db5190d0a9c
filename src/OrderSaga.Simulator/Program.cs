using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderSaga.Simulator;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Transport;

try
{
    var builder = Host.CreateApplicationBuilder(args);
    var broker = new Broker(builder.Configuration[Broker.Key]);

    builder.Services.AddMassTransit(x =>
    {
        x.DisableUsageTelemetry();
        x.UsingRabbitMq((context, bus) =>
        {
            broker.Apply(bus);
            bus.ConfigureStandIn(context);
        });
    });
    builder.Services.AddRegardsStandIn(builder.Configuration.GetSection("Simulator"));
    builder.Services.AddHostedService<FiguresReport>();

    using var host = builder.Build();
    _ = host.Services.GetRequiredService<StandInSettings>();
    var logger = host.Services.GetRequiredService<ILogger<StandIn>>();
    StartLog.Listening(logger, broker);
    await host.RunAsync();
    return 0;
}
catch (WrongSettingsException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
