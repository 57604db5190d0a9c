using System.Collections;
using System.Globalization;

namespace OrderSaga.Contracts;

/// <summary>
/// What is wrong with one message or request, for whoever reads it, at any door: the first <see cref="Limit"/> faults, and how many there
/// are besides. A message that is nothing but faults must neither make a larger answer nor be worth reading to its end.
/// </summary>
public sealed class FoundFaults : IReadOnlyList<FieldFault>
{
    /// <summary>Faults that are told of one message.</summary>
    public const int Limit = 100;

    readonly List<FieldFault> _faults = [];

    /// <summary>How many are told, <see cref="Limit"/> at most.</summary>
    public int Count => _faults.Count;

    /// <summary>How many were found besides; more where reading <see cref="StoppedAt"/> a place.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The first field that was not read, as there were faults enough; null where all was read.</summary>
    public string? StoppedAt { get; private set; }

    /// <summary>No more are told: whoever reads a list may stop (<see cref="Stop"/>) or only count (<see cref="LeaveOut"/>).</summary>
    public bool IsFull => _faults.Count >= Limit;

    /// <summary>One of those that are told.</summary>
    public FieldFault this[int index] => _faults[index];

    /// <summary>Tells a fault, or counts it where there are enough.</summary>
    public void Add(FieldFault fault)
    {
        if (IsFull)
            LeftOut++;
        else
            _faults.Add(fault);
    }

    /// <summary>Counts one that is not worth a text.</summary>
    public void LeaveOut() => LeftOut++;

    /// <summary>Reading ends before this field.</summary>
    public void Stop(string field) => StoppedAt ??= field;

    /// <summary>Tells all the others, with what they left out, and where they stopped.</summary>
    /// <param name="others">Faults that somebody else found.</param>
    /// <param name="told">The fault in other words; null for one that is not to be told.</param>
    public void AddAll(IReadOnlyList<FieldFault> others, Func<FieldFault, FieldFault?>? told = null)
    {
        ArgumentNullException.ThrowIfNull(others);
        foreach (var fault in others)
        {
            if ((told is null ? fault : told(fault)) is { } given)
                Add(given);
        }
        if (others is not FoundFaults found)
            return;
        LeftOut += found.LeftOut;
        StoppedAt ??= found.StoppedAt is { } place && told?.Invoke(new FieldFault(place, null, "")) is { } renamed ? renamed.Field : found.StoppedAt;
    }

    /// <summary>As they are sent in a message: where some are left out, a last one tells so.</summary>
    public static IReadOnlyList<FieldFault> Closed(IReadOnlyList<FieldFault> faults) =>
        faults is FoundFaults { Remainder: { } remainder } ? [.. faults, remainder] : faults;

    /// <inheritdoc/>
    public IEnumerator<FieldFault> GetEnumerator() => _faults.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    FieldFault? Remainder => (StoppedAt, LeftOut) switch
    {
        (null, 0) => null,
        (null, _) => new FieldFault("body", LeftOut.ToString(CultureInfo.InvariantCulture), $"more faults are left out: at most {Limit} are told"),
        ({ } place, _) => new FieldFault(place, null, $"was not read any more: at most {Limit} faults are told"),
    };
}
