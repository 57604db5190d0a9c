using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Processes;

/// <summary>The processes by their names.</summary>
sealed class ProcessDirectory(IEnumerable<IProcess> processes, ProcessNames names, Addresses addresses)
{
    readonly List<IProcess> _processes = [.. processes];

    /// <summary>What the list tells, aliases left out.</summary>
    public IReadOnlyList<ProcessSummary> Summaries =>
        _processes.ConvertAll(process => process.Description.Summary([new Link(addresses.Process(process.Description.Id), Relations.Self, MediaType.Json, "Description")]));

    /// <exception cref="RefusedException">404: there is no such process.</exception>
    public IProcess Get(string name)
    {
        var id = names.IdOf(name);
        return _processes.Find(process => process.Description.Id == id) ?? throw Refusals.NoSuchProcess(name);
    }

    /// <summary>The description under the name it was asked for.</summary>
    public ProcessDescription Describe(string name)
    {
        var process = Get(name);
        var links = new List<Link>
        {
            new(addresses.Process(name), Relations.Self, MediaType.Json, "This description"),
            Alternate.AsPage(addresses.Process(name)),
            new(addresses.Execution(name), Relations.Execute, MediaType.Json, "Execution, by POST"),
            new(addresses.Processes, Relations.Up, MediaType.Json, "All processes"),
        };
        if (process is IMakesJobs)
            links.Add(new Link(addresses.JobsOf(name), Relations.JobList, MediaType.Json, "Jobs of this process"));
        return process.Description with { Id = name, Links = links };
    }
}
