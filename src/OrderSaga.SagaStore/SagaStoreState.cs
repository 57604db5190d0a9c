using System.Collections.Concurrent;

namespace OrderSaga.SagaStore;

/// <summary>Whether the database answers: what a readiness probe wants to know.</summary>
/// <remarks>Each part of the store (a saga's commit loop, a sweep) reports for itself, so that one that gets through does not hide another that does not.</remarks>
public sealed class SagaStoreState
{
    readonly ConcurrentDictionary<object, string> _faults = new();
    volatile bool _hasAnswered;

    /// <summary>A fault that lasts, null while the database answers. Null as well before it was asked for the first time: see <see cref="IsAnswering"/>.</summary>
    public string? Fault => _faults.IsEmpty ? null : _faults.Values.FirstOrDefault();

    /// <summary>The database has answered since the start, and no fault lasts.</summary>
    public bool IsAnswering => _hasAnswered && _faults.IsEmpty;

    internal void Failed(object part, Exception exception) => _faults[part] = exception.Message;

    internal void Answered(object part)
    {
        _hasAnswered = true;
        if (!_faults.IsEmpty)
            _faults.TryRemove(part, out _);
    }
}
