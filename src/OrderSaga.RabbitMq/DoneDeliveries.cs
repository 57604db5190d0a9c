namespace OrderSaga.RabbitMq;

/// <summary>
/// What of a channel's deliveries is done and not yet told the broker. Delivery tags are 1, 2, 3, … in the order of delivery
/// (AMQP 0-9-1, basic.deliver), so everything up to a tag can be told at once when no smaller one is missing.
/// </summary>
sealed class DoneDeliveries
{
    /// <summary>All tags up to this one are told.</summary>
    ulong _told;

    /// <summary>Told or refused alone, above <see cref="_told"/>.</summary>
    readonly HashSet<ulong> _toldAlone = [];

    /// <summary>Done since the last <see cref="Take"/>.</summary>
    readonly HashSet<ulong> _new = [];

    /// <summary>Done before it, with a smaller tag missing.</summary>
    readonly HashSet<ulong> _waiting = [];

    public bool AreWaiting => _new.Count + _waiting.Count > 0;

    public void Add(ulong tag) => _new.Add(tag);

    /// <summary>The message was refused, which the broker knows.</summary>
    public void Refused(ulong tag) => _toldAlone.Add(tag);

    /// <summary>
    /// What to tell now: a tag that stands for all up to it, and tags that waited once for a smaller one in vain.
    /// A message that takes long so holds nothing back for longer than one more call.
    /// </summary>
    public (ulong? All, IReadOnlyList<ulong> Single) Take()
    {
        ulong? all = null;
        while (true)
        {
            var next = _told + 1;
            if (_new.Remove(next) || _waiting.Remove(next))
                all = next;
            else if (!_toldAlone.Remove(next))
                break;
            _told = next;
        }
        ulong[] single = [.. _waiting];
        _toldAlone.UnionWith(_waiting);
        _waiting.Clear();
        _waiting.UnionWith(_new);
        _new.Clear();
        return (all, single);
    }
}
