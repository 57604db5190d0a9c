using Microsoft.Extensions.Logging;
using OrderSaga.Catalogue;

namespace OrderSaga.Tests.Catalogue;

/// <summary>What a file catalogue warns of.</summary>
sealed class FileWarnings : List<string>, ILogger<FileCatalogue>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Add(formatter(state, exception));
    }
}
