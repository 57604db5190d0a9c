using MassTransit;

namespace OrderSaga.Tests.SagaStore;

/// <summary>Starts or changes a counter; tells and records it.</summary>
public sealed record Add(Guid CounterId, int Amount);

/// <summary>Starts or changes a counter in whatever way a scenario needs.</summary>
public sealed record Do(Guid CounterId, Action<BehaviorContext<Counter>> Act);

/// <summary>Only reads.</summary>
public sealed record Look(Guid CounterId, Action<BehaviorContext<Counter>> See);

public sealed record Finish(Guid CounterId);

/// <summary>Correlated by a query, which the store refuses.</summary>
public sealed record Seek(string Label);

/// <summary>Told.</summary>
public sealed record CountChanged(Guid CounterId, int NewCount, string? Remark = null);

/// <summary>Told by mistake: never registered.</summary>
public sealed record NeverRegistered(Guid CounterId);
