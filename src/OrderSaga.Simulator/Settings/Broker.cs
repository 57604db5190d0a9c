using MassTransit;

namespace OrderSaga.Simulator.Settings;

/// <summary>Address of the broker, from <c>Regards:Uri</c>: scheme amqp or amqps, user and password, host, port, virtual host.</summary>
sealed class Broker
{
    public const string Key = "Regards:Uri";
    const string Default = "amqp://guest:guest@localhost:5672/regards.multitenant.manager";

    readonly Uri _uri;

    /// <exception cref="WrongSettingsException">The text is no AMQP address.</exception>
    public Broker(string? text)
    {
        text ??= Default;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0)
            throw new WrongSettingsException($"{Key} = '{text}': must be amqp://user:password@host:port/virtual.host, or amqps");

        _uri = uri;
    }

    public void Apply(IRabbitMqBusFactoryConfigurator bus)
    {
        var builder = new UriBuilder(_uri) { UserName = "", Password = "" };
        var credentials = _uri.UserInfo.Split(':', 2);
        bus.Host(builder.Uri, host =>
        {
            if (_uri.UserInfo.Length > 0)
                host.Username(Uri.UnescapeDataString(credentials[0]));
            if (credentials.Length > 1)
                host.Password(Uri.UnescapeDataString(credentials[1]));
            if (_uri.Scheme == "amqps")
                host.UseSsl();
        });
    }

    /// <summary>The address for the eyes of a log: the password is stars.</summary>
    public override string ToString() => _uri.UserInfo.Contains(':', StringComparison.Ordinal)
        ? new UriBuilder(_uri) { Password = "***" }.Uri.ToString()
        : _uri.ToString();
}
