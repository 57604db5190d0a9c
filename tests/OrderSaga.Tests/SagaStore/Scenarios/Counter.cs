using OrderSaga.SagaStore;

namespace OrderSaga.Tests.SagaStore;

public enum Colour
{
    Red,
    Green,
}

/// <summary>The smallest saga with a column of every kind that the store has to keep.</summary>
public sealed class Counter : IDurableSaga
{
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = "";
    public DateTime? Deadline { get; set; }
    public int Count { get; set; }

    /// <summary>What was added, in order of arrival.</summary>
    public string Trail { get; set; } = "";

    /// <summary>Fixed at insert.</summary>
    public string Origin { get; set; } = "";

    public DateTime CreatedAt { get; set; }
    public string? Label { get; set; }
    public Colour Colour { get; set; }
    public Colour? Second { get; set; }
    public Colour? Number { get; set; }
    public DateTime? At { get; set; }
    public int? Small { get; set; }
    public long? Large { get; set; }
    public bool? Flag { get; set; }
    public Guid? Reference { get; set; }
    public byte[]? Bytes { get; set; }
    public decimal? Amount { get; set; }
    public double? Ratio { get; set; }
    public Uri? Link { get; set; }
}

/// <summary>A recorded row that refers to its counter.</summary>
public sealed class CounterEntry
{
    public Guid Id { get; set; }
    public Guid CounterId { get; set; }
    public string Note { get; set; } = "";
}

/// <summary>A recorded row whose key the database gives.</summary>
public sealed class CounterMark
{
    public long Id { get; private set; }
    public Guid CounterId { get; set; }
}
