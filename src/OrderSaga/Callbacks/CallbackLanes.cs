using Microsoft.Extensions.Options;

namespace OrderSaga.Callbacks;

/// <summary>
/// The endpoints as this worker sees them: how many attempts are under way at each, and which are down. An endpoint that
/// is down is left alone for a growing pause; then one event tries it. So a dead one costs neither places nor attempts.
/// </summary>
sealed class CallbackLanes(IOptions<CallbackOptions> options)
{
    /// <summary>Failures in a row, of the endpoint and not of an event, before it counts as down.</summary>
    const int MostFailures = 3;

    static readonly TimeSpan FirstOutage = TimeSpan.FromSeconds(1);

    readonly Lock _gate = new();
    readonly Dictionary<string, LaneState> _lanes = new(StringComparer.Ordinal);
    readonly CallbackOptions _options = options.Value;
    int _taken;

    /// <summary>Attempts that may still begin.</summary>
    public int Free
    {
        get
        {
            lock (_gate)
                return _options.Concurrency - _taken;
        }
    }

    /// <summary>Endpoints that were down when they were last tried.</summary>
    public IReadOnlyList<string> Down
    {
        get
        {
            lock (_gate)
                return [.. _lanes.Where(lane => lane.Value.PausedUntil is not null).Select(lane => lane.Key)];
        }
    }

    /// <summary>Takes the places of these lanes that are free, one after another until there is none.</summary>
    /// <returns>Lanes with their places; what is not used of them goes back by <see cref="Return"/>.</returns>
    public IReadOnlyList<(string Lane, int Places)> Take(IEnumerable<string> names, DateTime now)
    {
        lock (_gate)
        {
            Forget(now);
            var taken = new List<(string, int)>();
            foreach (var name in names)
            {
                var lane = _lanes.GetValueOrDefault(name) ?? new LaneState();
                var most = lane.PausedUntil > now ? 0 : lane.Failures == 0 ? _options.EndpointConcurrency : 1;
                var places = Math.Min(most - lane.Taken, _options.Concurrency - _taken);
                if (places <= 0)
                    continue;
                _lanes[name] = lane;
                lane.Taken += places;
                _taken += places;
                taken.Add((name, places));
            }
            return taken;
        }
    }

    public void Return(string name, int places)
    {
        lock (_gate)
        {
            _taken -= places;
            if (!_lanes.TryGetValue(name, out var lane))
                return;
            lane.Taken -= places;
            if (lane is { Taken: 0, Failures: 0 } && lane.PausedUntil is null)
                _lanes.Remove(name);
        }
    }

    /// <summary>Learns from an attempt.</summary>
    /// <returns>The pause, when the endpoint counts as down from now on.</returns>
    public TimeSpan? Hear(string name, CallbackAnswer answer, DateTime now)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(name, out var lane))
                return null;
            if (!answer.IsOutage)
            {
                lane.Failures = 0;
                lane.PausedUntil = null;
                return null;
            }
            // Attempts that were under way when it went down fail late, and say nothing new.
            if (lane.PausedUntil > now)
                return null;
            lane.Failures++;
            if (lane.Failures < MostFailures && answer.RetryAfter is null)
                return null;
            var pause = PauseOf(lane.Failures, answer.RetryAfter);
            lane.PausedUntil = now + pause;
            return pause;
        }
    }

    /// <summary>What nobody has sent anything to for long is not known to be down any more.</summary>
    void Forget(DateTime now)
    {
        foreach (var (name, _) in _lanes.Where(lane => lane.Value.Taken == 0 && lane.Value.PausedUntil < now - _options.GiveUpAfter).ToList())
            _lanes.Remove(name);
    }

    TimeSpan PauseOf(int failures, TimeSpan? asked)
    {
        var grown = FirstOutage * Math.Pow(2, Math.Clamp(failures - MostFailures, 0, 20));
        var pause = grown < _options.LongestOutage ? grown : _options.LongestOutage;
        return asked > pause ? (asked.Value < _options.LongestPause ? asked.Value : _options.LongestPause) : pause;
    }

    sealed class LaneState
    {
        public int Taken { get; set; }
        public int Failures { get; set; }
        public DateTime? PausedUntil { get; set; }
    }
}
