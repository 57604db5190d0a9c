using MassTransit;
using OrderSaga.Regards.Values;
using OrderSaga.Simulator.Plans;
using OrderSaga.Simulator.Scenarios;
using OrderSaga.Simulator.Wire;

namespace OrderSaga.Simulator.Transport;

/// <summary>
/// Takes each message of the request queue before MassTransit looks at its content type or body, so that broken JSON and odd content
/// types reach the stand-in as they would reach REGARDS. The message is acknowledged when the plan is registered in memory.
/// </summary>
sealed class RequestFilter(StandIn standIn, AnswerSchedule schedule, RequestLog log, Figures figures) : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var plan = standIn.Decide(new RawRequest(context.Body.GetBytes(), ReadHeaders(context.TransportHeaders)));
        if (plan.Outcome == Outcome.DeadLettered)
            await new DeadLetter(context, plan.Reason ?? "").Send();

        log.Write(plan);
        figures.Count(plan.Outcome);
        schedule.Add(context.SendEndpointProvider, plan.Answers);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("regardsStandIn");

    static RequestHeaders ReadHeaders(Headers headers) => new()
    {
        Tenant = Find(headers, RegardsHeaders.Tenant),
        RequestId = Find(headers, RegardsHeaders.RequestId),
        RequestDate = Find(headers, RegardsHeaders.RequestDate),
        RequestOwner = Find(headers, RegardsHeaders.RequestOwner),
        FileUpdateMode = Find(headers, RegardsHeaders.FileUpdateMode)
    };

    static object? Find(Headers headers, string name) => headers.TryGetHeader(name, out var value) ? value : null;
}
