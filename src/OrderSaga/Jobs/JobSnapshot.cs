using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OrderSaga.Jobs;

/// <summary>A job's saga as JSON: what it was at a change, kept for a body that may be written hours later.</summary>
public static class JobSnapshot
{
    const string State = "State";

    static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOut } },
    };

    /// <summary>The saga as it is after its change to <paramref name="status"/>: while a behaviour runs, its state is still the old one.</summary>
    public static string Write<TSaga>(TSaga saga, string status)
        where TSaga : class
    {
        var snapshot = JsonSerializer.SerializeToNode(saga, Options)!.AsObject();
        snapshot[State] = JobStatus.ToState(status);
        return snapshot.ToJsonString();
    }

    /// <summary>The saga that <see cref="Write"/> kept, without the members that it leaves out.</summary>
    /// <exception cref="JsonException">The text is no snapshot.</exception>
    public static TSaga Read<TSaga>(string snapshot)
        where TSaga : class => JsonSerializer.Deserialize<TSaga>(snapshot, Options) ?? throw new JsonException("The snapshot is empty.");

    static void LeaveOut(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].AttributeProvider?.IsDefined(typeof(NotInSnapshotAttribute), inherit: true) is true)
                type.Properties.RemoveAt(i);
        }
    }
}

/// <summary>Leaves a member out of snapshots: it is large, or of no use in any body, or, as a URI with a token in it, not to be kept twice.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class NotInSnapshotAttribute : Attribute;
