using System.Text.Json;
using System.Text.Json.Serialization;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Overtaking.Scenarios;

/// <summary>How the next message is read.</summary>
/// <param name="Queue">Chooses among the queues that hold one.</param>
/// <param name="Restart">The worker ends and another starts before.</param>
/// <param name="Twice">It is read once more, as after a crash between the commit and the acknowledgement.</param>
/// <param name="Beside">The first messages of the other queues are read at the same time.</param>
sealed record Step(int Queue, bool Restart, bool Twice, bool Beside)
{
    public override string ToString() => $"{Queue}{(Restart ? " restart" : "")}{(Twice ? " twice" : "")}{(Beside ? " beside" : "")}";
}

/// <summary>Reads the queues as the steps say. Within a queue messages keep their order.</summary>
sealed class QueueReader(StoreOptions store, Func<Task> gate, Subjects subjects, IEnumerable<Step> steps) : IAsyncDisposable
{
    static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    readonly Queue<Step> _steps = new(steps);
    readonly List<Command> _sent = [];
    readonly List<(Command Command, int Moment)> _read = [];
    int _moment;

    public CommandHost Host { get; private set; } = null!;

    /// <summary>Refusals by the doors: the event, and the id in it.</summary>
    public HashSet<(string Event, Guid Id)> Refusals { get; } = [];

    /// <summary>In the order in which they were read; those of one moment at the same time.</summary>
    public IReadOnlyList<(Command Command, int Moment)> Read => _read;

    public async Task StartAsync() => Host = await CommandHost.StartAsync(store, gate);

    public async Task ReadAsync(IReadOnlyList<Command> commands)
    {
        _sent.AddRange(commands);
        var queues = commands.GroupBy(command => command.Kind).Select(kind => new Queue<Command>(kind)).ToList();
        while (queues.Count > 0)
        {
            var step = _steps.Count > 0 ? _steps.Dequeue() : new Step(0, false, false, false);
            if (step.Restart)
            {
                await Host.DisposeAsync();
                await StartAsync();
            }
            var chosen = queues[step.Queue % queues.Count];
            var taken = (step.Beside ? queues : [chosen]).Select(queue => queue.Dequeue()).ToList();
            await TakeAsync(taken);
            if (step.Twice)
                await TakeAsync(taken);
            queues.RemoveAll(queue => queue.Count == 0);
        }
    }

    /// <summary>
    /// Whether a batch may stand otherwise than the model says. A dismissal of the bulk that leaves triggered batches alone
    /// and a trigger have no other order than the one in which they are read, and nothing in them tells another.
    /// </summary>
    public bool MayDiffer(Guid id, CommandModel model)
    {
        if (!model.BulkOf.TryGetValue(id, out var bulk))
            return false;
        var triggers = MomentsOf(command => command.Kind == Command.Trigger && subjects.IdOf(command) == id);
        var plain = MomentsOf(command => command.Kind == Command.DismissBulk && command.Variant == 0 && subjects.IdOf(command) == bulk);
        return (from trigger in triggers
                from dismissal in plain
                select trigger.Sent < dismissal.Sent != trigger.Read < dismissal.Read || trigger.Read == dismissal.Read).Any(overtaken => overtaken);
    }

    public async ValueTask DisposeAsync() => await (Host?.DisposeAsync() ?? default);

    IEnumerable<(int Sent, int Read)> MomentsOf(Func<Command, bool> which) => _read
        .Select(read => (read.Command, Sent: _sent.FindIndex(sent => ReferenceEquals(sent, read.Command)), Read: read.Moment))
        .Where(read => which(read.Command)).Select(read => (read.Sent, read.Read));

    async Task TakeAsync(IReadOnlyList<Command> commands)
    {
        _moment++;
        _read.AddRange(commands.Select(command => (command, _moment)));
        var refusals = await Task.WhenAll(commands.Select(command => Host.TakeAsync(command.Kind, subjects.BodyOf(command))));
        foreach (var refusal in refusals.OfType<object>())
            Refusals.Add((refusal.GetType().Name, Commands_in_any_order_of_reading.IdIn(JsonSerializer.SerializeToElement(refusal, Wire))));
    }
}
