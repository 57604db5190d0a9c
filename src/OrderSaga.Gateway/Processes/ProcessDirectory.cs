using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Processes;

/// <summary>The processes by their ids and aliases.</summary>
sealed class ProcessDirectory(IEnumerable<IProcess> processes, IOptions<GatewayOptions> options, Addresses addresses)
{
    readonly List<IProcess> _processes = [.. processes];

    /// <summary>What the list tells, aliases left out.</summary>
    public IReadOnlyList<ProcessSummary> Summaries =>
        _processes.ConvertAll(process => process.Description.Summary([new Link(addresses.Process(process.Description.Id), Relations.Self, GatewayJson.MediaType, "Description")]));

    /// <summary>The process's own id, or null for an unknown name.</summary>
    public string? Resolve(string name) => Find(name)?.Description.Id;

    /// <exception cref="RefusedException">404: there is no such process.</exception>
    public IProcess Get(string name) => Find(name) ?? throw Refusals.NoSuchProcess(name);

    /// <summary>The description under the name it was asked for.</summary>
    public ProcessDescription Describe(string name)
    {
        var description = Get(name).Description with { Id = name };
        return description with
        {
            Links =
            [
                new Link(addresses.Process(name), Relations.Self, GatewayJson.MediaType, "This description"),
                Alternate.AsPage(addresses.Process(name)),
                new Link(addresses.Execution(name), Relations.Execute, GatewayJson.MediaType, "Execution, by POST"),
                new Link(addresses.Processes, Relations.Up, GatewayJson.MediaType, "All processes"),
                new Link(addresses.JobsOf(description.Id), Relations.JobList, GatewayJson.MediaType, "Jobs of this process"),
            ],
        };
    }

    IProcess? Find(string name)
    {
        var id = options.Value.Aliases.GetValueOrDefault(name) is { Length: > 0 } process ? process : name;
        return _processes.Find(candidate => candidate.Description.Id == id);
    }
}
