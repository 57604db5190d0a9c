using System.Globalization;
using Microsoft.Extensions.Options;

namespace OrderSaga.Settings;

/// <summary>The rules of one settings section. A value that breaks one stops the start with the key, the value and the rule.</summary>
public abstract class SettingsRules<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : class
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    readonly List<string> _faults = [];

    /// <summary>Name of the section, the first part of its settings' keys.</summary>
    public string Section => section;

    /// <summary>Checks all values and tells every fault at once.</summary>
    /// <param name="name">Not looked at: a section has one set of values.</param>
    /// <param name="options">The values as they were read.</param>
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        lock (_faults)
        {
            _faults.Clear();
            Check(options);
            return _faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail([.. _faults]);
        }
    }

    /// <summary>Holds every value against its rule, by the methods below.</summary>
    protected abstract void Check(TOptions options);

    /// <summary>Notes a fault unless the rule <paramref name="holds"/>.</summary>
    /// <param name="holds">Whether the value keeps to the rule.</param>
    /// <param name="key">The setting within its section, further parts after colons.</param>
    /// <param name="value">The value as it is told; of a secret never the secret.</param>
    /// <param name="rule">What the value must be, to follow on it in a sentence.</param>
    protected void Must(bool holds, string key, object? value, string rule)
    {
        if (!holds)
            _faults.Add(string.Create(CultureInfo.InvariantCulture, $"{section}:{key} '{value}': {rule}."));
    }

    /// <summary>Up to ten years: what is added to a date must not lead out of the calendar.</summary>
    protected void Positive(string key, TimeSpan value) =>
        Must(value > TimeSpan.Zero && value <= Longest, key, value, "must be a time span above zero and up to 3650 days, such as 00:15:00");

    /// <summary>Both ends included.</summary>
    protected void Between(string key, TimeSpan value, TimeSpan least, TimeSpan most) =>
        Must(value >= least && value <= most, key, value, $"must be a time span from {least} to {most}");

    /// <summary>Both ends included.</summary>
    protected void Between(string key, long value, long least, long most) =>
        Must(value >= least && value <= most, key, value, $"must be from {least} to {most}");

    /// <summary>An AMQP address; its password is not repeated in the fault.</summary>
    protected void Amqp(string key, string? value)
    {
        var readable = Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps" && uri!.Host.Length > 0;
        Must(readable, key, readable ? "" : Masked(value), "must be an AMQP address such as amqp://user:password@host:5672/vhost");
    }

    static string Masked(string? value)
    {
        if (value is null)
            return "";
        var at = value.LastIndexOf('@');
        var start = value.IndexOf("//", StringComparison.Ordinal);
        return at < 0 || start < 0 || at < start ? value : string.Concat(value.AsSpan(0, start + 2), "***", value.AsSpan(at));
    }
}
