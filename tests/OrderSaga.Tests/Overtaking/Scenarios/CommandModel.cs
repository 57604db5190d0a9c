namespace OrderSaga.Tests.Overtaking.Scenarios;

/// <summary>What commands come to when each takes effect before the next is sent: the reference, in plain words and without a queue.</summary>
sealed class CommandModel(Subjects subjects)
{
    /// <summary>A dismissal waits for what it is about.</summary>
    public const string Awaited = "awaited";

    readonly Dictionary<(string, int), string> _said = [];
    readonly Dictionary<int, int> _priorities = [];

    /// <summary>The status of everything that commands were about, by id.</summary>
    public Dictionary<Guid, string> Statuses { get; } = [];

    /// <summary>What must have been refused: the event, and the id in it.</summary>
    public HashSet<(string Event, Guid Id)> Refused { get; } = [];

    public void Apply(Command command)
    {
        var id = subjects.IdOf(command);
        var status = Statuses.GetValueOrDefault(id);
        switch (command.Kind)
        {
            case Command.Submit when (Content)command.Variant == Content.Faulty:
                Refused.Add(("OrderRejected", id));
                break;
            case Command.Submit:
                Place(command, "OrderRejected", id, status, (Content)command.Variant switch
                {
                    Content.Online => "successful",
                    Content.Missing => "failed",
                    _ => "accepted",
                });
                break;
            case Command.Create:
                Place(command, "BulkRejected", id, status, "accepted");
                break;
            case Command.DismissOrder:
                Statuses[id] = status switch { null => Awaited, "accepted" => "dismissed", _ => status };
                break;
            case Command.DismissBulk:
                Statuses[id] = status switch { null => Awaited, "accepted" => "dismissed", _ => status };
                if (status == "successful")
                    Withdraw(id, cascade: command.Variant == 1);
                break;
            case Command.Trigger:
                Trigger(command, id, status!);
                break;
            case Command.DismissBatch:
                Statuses[id] = status switch { "prepared" => "discarded", "accepted" => "dismissed", _ => status! };
                break;
        }
    }

    /// <summary>The resolver has prepared what was not dismissed.</summary>
    public void Prepare(ILookup<Guid, Guid> batches)
    {
        foreach (var bulk in subjects.BulkIds.Where(bulk => Statuses.GetValueOrDefault(bulk) == "accepted"))
        {
            Statuses[bulk] = "successful";
            foreach (var batch in batches[bulk])
                (Statuses[batch], BulkOf[batch]) = ("prepared", bulk);
        }
    }

    /// <summary>Nothing came of what still waits.</summary>
    public void EndWaits()
    {
        foreach (var (id, _) in Statuses.Where(job => job.Value == Awaited).ToList())
        {
            Statuses.Remove(id);
            Refused.Add(("CommandRefused", id));
        }
    }

    public Dictionary<Guid, Guid> BulkOf { get; } = [];

    void Place(Command command, string refusal, Guid id, string? status, string placed)
    {
        var said = $"{command.Variant}";
        if (status is null or Awaited)
        {
            _said[(command.Kind, command.About)] = said;
            Statuses[id] = status is Awaited && placed == "accepted" ? "dismissed" : placed;
        }
        else if (_said[(command.Kind, command.About)] != said)
        {
            Refused.Add((refusal, id));
        }
    }

    void Trigger(Command command, Guid id, string status)
    {
        var priority = 50 + (10 * command.Variant);
        if (status == "prepared")
        {
            Statuses[id] = "accepted";
            _priorities[command.About] = priority;
        }
        else if (status != "accepted" || (command.Variant != 0 && _priorities[command.About] != priority))
        {
            Refused.Add(("CommandRefused", id));
        }
    }

    void Withdraw(Guid bulk, bool cascade)
    {
        foreach (var (batch, _) in BulkOf.Where(batch => batch.Value == bulk))
        {
            Statuses[batch] = Statuses[batch] switch
            {
                "prepared" => "discarded",
                "accepted" when cascade => "dismissed",
                var status => status,
            };
        }
    }
}
