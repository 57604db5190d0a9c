using MassTransit;
using MassTransit.SagaStateMachine;

namespace OrderSaga.Jobs;

/// <summary>One change of status that the machine can make.</summary>
/// <param name="From">OGC status, or null before the first one.</param>
/// <param name="To">OGC status.</param>
/// <param name="Event">Name of the machine's event.</param>
public sealed record StatusEdge(string? From, string To, string Event);

/// <summary>
/// Walks the machine's behaviours and gathers its changes of status. MassTransit's own graph joins all transitions of
/// an event, whatever state it came in, so it knows neither the way through a second status nor the branches.
/// </summary>
public static class StatusEdges
{
    const string Nowhere = "Initial";

    /// <summary>Every change of status, each once, in no particular order.</summary>
    public static IReadOnlyCollection<StatusEdge> Of<TSaga>(SagaStateMachine<TSaga> machine)
        where TSaga : class, SagaStateMachineInstance
    {
        ArgumentNullException.ThrowIfNull(machine);
        var walk = new Walk<TSaga>();
        machine.Accept(walk);
        return walk.Edges;
    }

    sealed class Walk<TSaga> : StateMachineVisitor
        where TSaga : class, SagaStateMachineInstance
    {
        readonly Dictionary<IStateMachineActivity, (HashSet<string> Before, HashSet<string> Then)> _branches = new(ReferenceEqualityComparer.Instance);

        // The states an instance can be in at this point of the walk.
        HashSet<string> _at = [];
        string _state = Nowhere;
        string _event = "";

        public HashSet<StatusEdge> Edges { get; } = [];

        public void Visit(State state, Action<State> next)
        {
            _state = state.Name;
            next(state);
        }

        public void Visit(Event @event, Action<Event> next) => Begin(@event);

        public void Visit<TMessage>(Event<TMessage> @event, Action<Event<TMessage>> next)
            where TMessage : class => Begin(@event);

        public void Visit(IStateMachineActivity activity) => Visit(activity, _ => { });

        public void Visit(IStateMachineActivity activity, Action<IStateMachineActivity> next)
        {
            switch (activity)
            {
                case TransitionActivity<TSaga> transition:
                    Move(transition.ToState.Name);
                    break;
                case var _ when IsCondition(activity):
                    Branch(activity, next);
                    break;
                default:
                    next(activity);
                    break;
            }
        }

        public void Visit<T>(IBehavior<T> behavior)
            where T : class, SagaStateMachineInstance
        {
            // Only empty behaviours come without a way on.
        }

        public void Visit<T>(IBehavior<T> behavior, Action<IBehavior<T>> next)
            where T : class, SagaStateMachineInstance => next(behavior);

        public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior)
            where T : class, SagaStateMachineInstance
            where TMessage : class
        {
            // As above.
        }

        public void Visit<T, TMessage>(IBehavior<T, TMessage> behavior, Action<IBehavior<T, TMessage>> next)
            where T : class, SagaStateMachineInstance
            where TMessage : class => next(behavior);

        void Begin(Event @event)
        {
            _event = @event.Name;
            _at = [_state];
        }

        void Move(string state)
        {
            foreach (var from in _at.Where(from => from != state))
                Edges.Add(new StatusEdge(from == Nowhere ? null : JobStatus.FromState(from), JobStatus.FromState(state), _event));
            _at = [state];
        }

        /// <summary>A condition shows itself twice, with its then-branch and with its else-branch; both begin where it stands.</summary>
        void Branch(IStateMachineActivity condition, Action<IStateMachineActivity> next)
        {
            if (!_branches.Remove(condition, out var first))
            {
                var before = _at;
                next(condition);
                _branches.Add(condition, (before, _at));
                return;
            }
            _at = first.Before;
            next(condition);
            _at = [.. first.Then, .. _at];
        }

        static bool IsCondition(IStateMachineActivity activity) =>
            activity.GetType() is { IsGenericType: true } type
            && (type.GetGenericTypeDefinition() == typeof(ConditionActivity<,>) || type.GetGenericTypeDefinition() == typeof(ConditionActivity<>));
    }
}
