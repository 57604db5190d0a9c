using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Http;

/// <summary>The names that processes go by: their ids, their own aliases, and those of the settings.</summary>
sealed class ProcessNames
{
    readonly HashSet<string> _ids;
    readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);

    public ProcessNames(IEnumerable<ProcessDescription> processes, IOptions<GatewayOptions> options)
    {
        var described = processes.ToList();
        _ids = described.Select(process => process.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var process in described.Where(process => process.Alias is not null))
            _aliases[process.Alias!] = process.Id;
        foreach (var (alias, process) in options.Value.Aliases)
            _aliases[alias] = process;
    }

    /// <summary>The process's id, or null for a name that is none.</summary>
    public string? IdOf(string name)
    {
        var id = _aliases.GetValueOrDefault(name) is { Length: > 0 } process ? process : name;
        return _ids.Contains(id) ? id : null;
    }
}

/// <summary>An alias stands for a process that there is.</summary>
sealed class AliasRules(IEnumerable<ProcessDescription> processes) : IValidateOptions<GatewayOptions>
{
    readonly List<string> _ids = [.. processes.Select(process => process.Id)];

    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = options.Aliases.Where(alias => alias.Value.Length > 0 && !_ids.Contains(alias.Value))
            .Select(alias => $"Gateway:Aliases:{alias.Key} '{alias.Value}': must be one of {string.Join(", ", _ids)}, or empty.")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
