using System.Reflection;

namespace OrderSaga.SagaStore;

/// <summary>One instance within a group: as it was loaded, as it is now, and as it was before the current message.</summary>
sealed class GroupMember<TSaga>(TSaga? loaded)
    where TSaga : class, IDurableSaga
{
    static readonly Func<object, object> Clone =
        typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object, object>>();

    (TSaga? Instance, bool IsReplaced) _before;

    /// <summary>A copy as loaded, null for a new instance.</summary>
    public TSaga? Loaded { get; } = loaded is null ? null : Copy(loaded);

    public TSaga? Instance { get; private set; } = loaded;

    /// <summary>The loaded instance was completed within the group, or began anew; what is here now, if anything, is written as another one of the same id.</summary>
    public bool IsReplaced { get; private set; }

    public void Add(TSaga instance) => Instance = instance;

    public void Remove()
    {
        Instance = null;
        IsReplaced = true;
    }

    /// <summary>The row is written whole at the end.</summary>
    public void BeginAnew() => IsReplaced = true;

    /// <summary>A deadline is delivered once: unless the behaviour set another one, it is over.</summary>
    public void ClearDeadline(DateTime delivered)
    {
        if (Instance?.Deadline == delivered)
            Instance.Deadline = null;
    }

    /// <summary>Remembers the state before a message.</summary>
    public void Remember() => _before = (Instance is null ? null : Copy(Instance), IsReplaced);

    /// <summary>Back to the state before the message: it threw, or only read.</summary>
    public void PutBack() => (Instance, IsReplaced) = _before;

    static TSaga Copy(TSaga instance) => (TSaga)Clone(instance);
}
