using OrderSaga.Texts;

namespace OrderSaga.Jobs;

static class JobText
{
    /// <summary>Characters of a job's message, as database and wire take it.</summary>
    const int Longest = 4000;

    /// <summary>Foreign text as a job's message: no NUL, no half characters, and a length that stays readable.</summary>
    public static string? Bounded(string? text) => text is null ? null : Excerpt.Of(text, Longest - 1);
}
