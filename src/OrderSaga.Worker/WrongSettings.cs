using Microsoft.Extensions.Options;
using OrderSaga.Catalogue;

namespace OrderSaga.Worker;

static class WrongSettings
{
    const int ExitCode = 78; // EX_CONFIG of sysexits.h

    /// <summary>Runs the worker. Wrong settings end it with a line each, key, value and rule, where a stack trace would only hide them.</summary>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> ToldAsync(Func<Task> worker)
    {
        try
        {
            await worker();
            // Not 0 as such: the bus watch may have asked for a restart.
            return Environment.ExitCode;
        }
        catch (OptionsValidationException exception)
        {
            foreach (var fault in exception.Failures)
                await Console.Error.WriteLineAsync(fault);
        }
        catch (InvalidCatalogueException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
        }
        return ExitCode;
    }

    /// <summary>Checks all settings before the host starts, which would log each fault with its stack trace.</summary>
    public static void CheckSettings(this WebApplication app) => app.Services.GetService<IStartupValidator>()?.Validate();
}
