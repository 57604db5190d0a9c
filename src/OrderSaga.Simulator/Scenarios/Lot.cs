using OrderSaga.Simulator.Plans;
using OrderSaga.Simulator.Settings;

namespace OrderSaga.Simulator.Scenarios;

/// <summary>Draws the course of a request from the shares of the settings: the same seed and request id always give the same.</summary>
sealed class Lot(StandInSettings settings)
{
    readonly bool _isPlain = settings is
    {
        DeniedShare: 0, ErrorShare: 0, SilentShare: 0, DuplicateAnswerShare: 0, NotificationShare: 0, ReorderShare: 0
    };

    public Scenario Draw(string requestId)
    {
        if (_isPlain)
            return ScenarioBook.Plain;

        var scenario = DrawOutcome(Unit(requestId, 1));
        if (scenario.Outcome == Outcome.Success && Unit(requestId, 2) < settings.NotificationShare)
            scenario = scenario.Notified();
        if (scenario.Outcome is Outcome.Success or Outcome.Error && Unit(requestId, 3) < settings.ReorderShare)
            scenario = scenario.Reordered();
        if (scenario.Steps.Count > 0 && Unit(requestId, 4) < settings.DuplicateAnswerShare)
            scenario = scenario.Doubled();

        return scenario;
    }

    public TimeSpan Jitter(string requestId) => settings.Jitter * Unit(requestId, 5);

    Scenario DrawOutcome(double unit)
    {
        if (unit < settings.DeniedShare)
            return ScenarioBook.DeniedByShare;
        if (unit < settings.DeniedShare + settings.ErrorShare)
            return ScenarioBook.ErrorByShare;

        return unit < settings.DeniedShare + settings.ErrorShare + settings.SilentShare ? ScenarioBook.SilentByShare : ScenarioBook.Plain;
    }

    // FNV-1a over the id, then the finaliser of SplitMix64: spread enough for shares, and the same in every process.
    double Unit(string requestId, int question)
    {
        unchecked
        {
            var hash = 14695981039346656037UL ^ ((ulong)settings.Seed * 0x9E3779B97F4A7C15UL) ^ (ulong)question;
            foreach (var letter in requestId)
                hash = (hash ^ letter) * 1099511628211UL;

            hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
            hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
            return ((hash ^ (hash >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
