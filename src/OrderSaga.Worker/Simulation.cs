using OrderSaga.Bus;
using OrderSaga.RegardsArchive;
using OrderSaga.Settings;
using OrderSaga.Simulator.Transport;

namespace OrderSaga.Worker;

static class Simulation
{
    /// <summary>REGARDS as the archive; where it is simulated, with its stand-in in this process.</summary>
    public static IServiceCollection AddRegardsOrItsStandIn(this IServiceCollection services, IConfiguration configuration)
    {
        var simulate = configuration.SimulatesRegards();
        if (simulate)
            services.AddRegardsStandIn(configuration.GetSection("Simulator"));
        return services.AddRegards(configuration, simulate ? (bus, context) => bus.ConfigureStandIn(context) : null);
    }

    /// <summary>Whether REGARDS' stand-in runs in this process: as said, else with the in-memory transport alone.</summary>
    static bool SimulatesRegards(this IConfiguration configuration) =>
        configuration.Read<RegardsOptions, RegardsRules>("Regards").Simulate
        ?? configuration.Read<BusOptions, BusRules>("Bus").Transport == BusTransport.InMemory;
}
