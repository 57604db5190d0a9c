using OrderSaga.Gateway.Errors;

namespace OrderSaga.Gateway.Jobs;

static class JobId
{
    /// <exception cref="RefusedException">404: a name that is no UUID is no job's.</exception>
    public static Guid Read(string text) => Guid.TryParseExact(text, "D", out var id) ? id : throw Refusals.NoSuchJob(text);
}
