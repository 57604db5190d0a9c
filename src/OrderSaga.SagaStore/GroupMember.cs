namespace OrderSaga.SagaStore;

/// <summary>One instance within a group: as it was loaded, as it is now, and as it was before the current message.</summary>
sealed class GroupMember<TSaga>(TSaga? loaded)
    where TSaga : class, IDurableSaga
{
    static readonly Func<TSaga, TSaga> Copy =
        typeof(object).GetMethod("MemberwiseClone", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
            .CreateDelegate<Func<object, object>>() is { } clone
            ? instance => (TSaga)clone(instance)
            : throw new InvalidOperationException();

    TSaga? _before;

    /// <summary>A copy as loaded, null for a new instance.</summary>
    public TSaga? Loaded { get; } = loaded is null ? null : Copy(loaded);

    public TSaga? Instance { get; private set; } = loaded;

    public void Add(TSaga instance) => Instance = instance;

    public void Remove() => Instance = null;

    /// <summary>Remembers the state before a message.</summary>
    public void Remember() => _before = Instance is null ? null : Copy(Instance);

    /// <summary>Back to the state before the message: it threw, or only read.</summary>
    public void PutBack() => Instance = _before;
}
