using OrderSaga.Settings;

namespace OrderSaga.Echoes;

/// <summary>Section <c>Echo</c>: a process for clients that try the interface out, so it is to cost little.</summary>
public sealed class EchoOptions
{
    /// <summary>False: the process is not offered. Echoes that were asked for before end and can be read as ever.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Bytes of all that one echo gives back, as JSON.</summary>
    public int LargestEcho { get; set; } = 65_536;

    /// <summary>How long an echo that has ended is kept.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(1);
}

/// <summary>The rules of <see cref="EchoOptions"/>.</summary>
public sealed class EchoRules() : SettingsRules<EchoOptions>("Echo")
{
    /// <inheritdoc/>
    protected override void Check(EchoOptions options)
    {
        Between(nameof(options.LargestEcho), options.LargestEcho, 1024, 64 * 1024 * 1024);
        Positive(nameof(options.KeepFor), options.KeepFor);
    }
}
