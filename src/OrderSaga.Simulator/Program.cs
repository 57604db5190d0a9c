using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderSaga.Simulator.Plans;
using OrderSaga.Simulator.Scenarios;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Transport;

namespace OrderSaga.Simulator;

/// <summary>The stand-in alone. A class by name: beside the web framework, top-level statements would make a public type Program, as the worker has one.</summary>
static class StandInProgram
{
    static async Task<int> Main(string[] args)
    {
        try
        {
            var builder = Host.CreateApplicationBuilder(args);
            var section = builder.Configuration.GetSection("Simulator");
            var address = builder.Configuration[Broker.Key];
            // Who asks for the STAC search and names no broker wants the search alone.
            var broker = address is null && StandInSettingsReader.Read(section).Stac.Url is not null ? null : new Broker(address);

            if (broker is null)
            {
                builder.Services.AddStacSearch(section);
            }
            else
            {
                builder.Services.AddMassTransit(x =>
                {
                    x.DisableUsageTelemetry();
                    x.UsingRabbitMq((context, bus) =>
                    {
                        broker.Apply(bus);
                        bus.ConfigureStandIn(context);
                    });
                });
                builder.Services.AddRegardsStandIn(section);
                builder.Services.AddHostedService<FiguresReport>();
            }

            using var host = builder.Build();
            _ = host.Services.GetRequiredService<StandInSettings>();
            var logger = host.Services.GetRequiredService<ILogger<StandIn>>();
            if (broker is not null)
                StartLog.Listening(logger, broker);
            await host.RunAsync();
            return 0;
        }
        catch (WrongSettingsException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
