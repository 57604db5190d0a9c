using Microsoft.Extensions.Logging;
using OrderSaga.Simulator.Settings;

namespace OrderSaga.Simulator;

static partial class StartLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "REGARDS stand-in takes patch requests from {Broker}")]
    public static partial void Listening(ILogger logger, Broker broker);
}
