using System.Data.Common;
using System.Net.Sockets;

namespace OrderSaga.Bus;

static class Passing
{
    /// <summary>Whether the fault lies in the surroundings and passes: a server that is away, a time-out, a stop.</summary>
    public static bool Is(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException { IsTransient: true } or SocketException or TimeoutException or OperationCanceledException or ObjectDisposedException
                or IPassingFault { IsPassing: true })
                return true;
        }
        return false;
    }
}
