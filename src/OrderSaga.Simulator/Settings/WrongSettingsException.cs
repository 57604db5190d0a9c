namespace OrderSaga.Simulator.Settings;

/// <summary>Settings that cannot be meant so; the message names each key, its value and the rule it breaks. Stops the start.</summary>
public sealed class WrongSettingsException : Exception
{
    public WrongSettingsException()
    {
    }

    public WrongSettingsException(string message) : base(message)
    {
    }

    public WrongSettingsException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public WrongSettingsException(IEnumerable<string> faults) : base(string.Join(Environment.NewLine, faults))
    {
    }
}
