using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Overtaking.Scenarios;

/// <summary>
/// Commands about a few ids are sent one after the other, each into the queue of its kind. The queues are read in any
/// order, some messages twice, with restarts of the worker in between: all ends as if each had been read before the next
/// was sent.
/// </summary>
public abstract class Commands_in_any_order_of_reading
{
    const int Walks = 25;

    static readonly string[] Gone = ["discarded", "dismissed"];

    static readonly Gen<Command> Early = Gen.Frequency(
        (4, Some(Command.Submit, Subjects.Orders, 2)),
        (2, Some(Command.Submit, Subjects.Orders, 5)),
        (4, Some(Command.DismissOrder, Subjects.Orders, 1)),
        (2, Some(Command.Create, Subjects.Bulks, 2)),
        (1, Some(Command.DismissBulk, Subjects.Bulks, 2)));

    static readonly Gen<Command> Late = Gen.Frequency(
        (5, Some(Command.Trigger, 4, 3)),
        (3, Some(Command.DismissBatch, 4, 1)),
        (2, Some(Command.DismissBulk, Subjects.Bulks, 2)),
        (1, Some(Command.Submit, Subjects.Orders, 2)),
        (1, Some(Command.DismissOrder, Subjects.Orders, 1)));

    static readonly Gen<Walk> AnyWalk =
        from early in Gen.Choose(1, 12).SelectMany(count => Early.ArrayOf(count))
        from late in Gen.Choose(0, 8).SelectMany(count => Late.ArrayOf(count))
        from steps in AnyStep.ArrayOf(early.Length + late.Length)
        select new Walk(early, late, steps);

    static Gen<Step> AnyStep =>
        from queue in Gen.Choose(0, 1000)
        from restart in Gen.Frequency((1, Gen.Constant(true)), (12, Gen.Constant(false)))
        from twice in Gen.Frequency((1, Gen.Constant(true)), (8, Gen.Constant(false)))
        from beside in Gen.Frequency((1, Gen.Constant(true)), (5, Gen.Constant(false)))
        select new Step(queue, restart, twice, beside);

    /// <summary>An empty database.</summary>
    protected abstract Task<StoreOptions> NewStoreAsync();

    [Test]
    public void End_as_they_would_in_the_order_in_which_they_were_sent() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Walks),
        Prop.ForAll(AnyWalk.ToArbitrary(), walk => TakeAsync(walk).GetAwaiter().GetResult()));

    async Task TakeAsync(Walk walk)
    {
        var (subjects, gate) = (new Subjects(), new TaskCompletionSource());
        var model = new CommandModel(subjects);
        await using var reader = new QueueReader(await NewStoreAsync(), () => gate.Task, subjects, walk.Steps);
        await reader.StartAsync();

        foreach (var command in walk.Early)
            model.Apply(command);
        await reader.ReadAsync(walk.Early);
        gate.SetResult();
        await reader.Host.SettleAsync();
        model.Prepare(await BatchesAsync(reader.Host, subjects));
        subjects.BatchIds = [.. model.BulkOf.Keys];
        var late = walk.Late.Where(command => command.Kind is not (Command.Trigger or Command.DismissBatch) || command.About < subjects.BatchIds.Length).ToList();
        foreach (var command in late)
            model.Apply(command);
        await reader.ReadAsync(late);
        await reader.Host.SettleAsync();

        CheckStatuses(await reader.Host.StatusesAsync(), model, reader);
        await reader.Host.EndWaitsAsync();
        model.EndWaits();
        CheckRefusals(await RefusalsAsync(reader), model, reader);
        await CheckRecordsAsync(reader.Host, reader);
    }

    static void CheckStatuses(IReadOnlyDictionary<Guid, string> statuses, CommandModel model, QueueReader reader)
    {
        foreach (var id in statuses.Keys.Union(model.Statuses.Keys))
        {
            var (stands, stood) = (statuses.GetValueOrDefault(id), model.Statuses.GetValueOrDefault(id));
            if (stands == stood)
                continue;
            // A trigger and a dismissal, whichever is read first: nothing comes of the batch, by one word or by the other.
            var same = Gone.Contains(stands) && Gone.Contains(stood);
            Must(same || reader.MayDiffer(id, model), $"{id} is {stands ?? "not there"}, and not {stood ?? "not there"}", reader);
        }
    }

    static void CheckRefusals(HashSet<(string Event, Guid Id)> told, CommandModel model, QueueReader reader)
    {
        // Of a batch it depends on who was first: the trigger of one that is gone is refused, and a trigger that was in time is not.
        bool IsCertain((string Event, Guid Id) refusal) => !model.BulkOf.ContainsKey(refusal.Id);
        Must(model.Refused.Where(IsCertain).ToHashSet().SetEquals(told.Where(IsCertain)),
            $"refused were {string.Join(", ", told)}, and not {string.Join(", ", model.Refused)}", reader);
    }

    /// <summary>Each job's events and lines count 1, 2, 3 …, whatever came.</summary>
    static async Task CheckRecordsAsync(CommandHost host, QueueReader reader)
    {
        // The first event of a batch's items is the batch's.
        var told = (await host.ToldAsync())
            .Where(told => told.Body.TryGetProperty("sequence", out _) && !(told.Body.TryGetProperty("orderId", out _) && told.Body.TryGetProperty("batchId", out _)))
            .GroupBy(told => IdIn(told.Body), told => told.Body);
        var lines = (await host.HistoryAsync()).ToLookup(line => line.JobId);
        foreach (var job in told)
        {
            var numbers = job.Select(body => body.GetProperty("sequence").GetInt32()).Distinct().Order().ToList();
            Must(numbers.SequenceEqual(Enumerable.Range(1, numbers.Count)),
                $"{job.Key} told {string.Join("; ", job)} by {string.Join("; ", lines[job.Key].Select(line => $"{line.Entry} {line.ToStatus} {line.Cause}"))}", reader);
        }
        foreach (var job in lines)
            Must(job.Select(line => line.Entry).SequenceEqual(Enumerable.Range(1, job.Count())), $"lines of {job.Key} are {string.Join(", ", job.Select(line => line.Entry))}", reader);
    }

    static async Task<HashSet<(string, Guid)>> RefusalsAsync(QueueReader reader) =>
        [
            .. reader.Refusals,
            .. (await reader.Host.ToldAsync()).Where(told => !told.Body.TryGetProperty("status", out _)).Select(told => (told.Type.Split('.')[^1], IdIn(told.Body))),
        ];

    static async Task<ILookup<Guid, Guid>> BatchesAsync(CommandHost host, Subjects subjects)
    {
        var batches = new List<(Guid Bulk, Guid Batch)>();
        foreach (var bulk in subjects.BulkIds)
            batches.AddRange((await host.BatchesAsync(bulk)).Select(batch => (bulk, batch)));
        return batches.ToLookup(batch => batch.Bulk, batch => batch.Batch);
    }

    /// <summary>The one id that an event is about: a batch's event names its bulk too, and is the batch's.</summary>
    internal static Guid IdIn(JsonElement body) => new[] { "orderId", "batchId", "bulkId" }
        .Select(name => body.TryGetProperty(name, out var id) ? id.GetGuid() : (Guid?)null).First(id => id is not null)!.Value;

    static void Must(bool condition, string what, QueueReader reader)
    {
        if (!condition)
            throw new InvalidOperationException($"{what}; read: {string.Join(", ", reader.Read)}");
    }

    static Gen<Command> Some(string kind, int about, int variants) =>
        from id in Gen.Choose(0, about - 1)
        from variant in Gen.Choose(0, variants - 1)
        select new Command(kind, id, variant);

    sealed record Walk(Command[] Early, Command[] Late, Step[] Steps)
    {
        public override string ToString() => $"{string.Join(", ", Early.AsEnumerable())} then {string.Join(", ", Late.AsEnumerable())}; {string.Join(", ", Steps.AsEnumerable())}";
    }
}
