using OrderSaga.Bus;
using OrderSaga.RegardsArchive;
using OrderSaga.Settings;

namespace OrderSaga.Worker;

static class Simulation
{
    /// <summary>Whether REGARDS' stand-in runs in this process: as said, else with the in-memory transport alone.</summary>
    public static bool SimulatesRegards(this IConfiguration configuration) =>
        configuration.Read<RegardsOptions, RegardsRules>("Regards").Simulate
        ?? configuration.Read<BusOptions, BusRules>("Bus").Transport == BusTransport.InMemory;
}
