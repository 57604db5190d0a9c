using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Bus;
using OrderSaga.Reading;
using OrderSaga.Regards.Answers;
using OrderSaga.Regards.Values;

namespace OrderSaga.RegardsArchive;

/// <summary>Any message on the answer queue; its body is read by the REGARDS library.</summary>
public sealed record RegardsAnswer;

/// <summary>An answer that can't be understood; it goes whole to the error queue.</summary>
sealed class UnreadableAnswerException(string reason) : UnreadableException($"The answer can't be read: {reason}");

/// <summary>
/// Turns REGARDS' answers into what the orders understand. The exchange is a broadcast of all tenants, owners and request kinds, so most
/// of it is somebody else's: that is dropped before anything is looked up (REGARDS contract: subscribing).
/// </summary>
sealed partial class RegardsAnswerConsumer(
    IMediator mediator, MessageIntake intake, IOptions<RegardsOptions> options, TimeProvider time, ILogger<RegardsAnswerConsumer> logger)
    : IConsumer<RegardsAnswer>
{
    readonly IReadOnlySet<string> _tenants = options.Value.AllTenants;
    readonly HashSet<string>? _owners = options.Value.Owners.Length == 0 ? null : [options.Value.Owner, .. options.Value.Owners];

    public async Task Consume(ConsumeContext<RegardsAnswer> context)
    {
        var tenant = TenantOf(context.ReceiveContext);
        if (tenant is not null && !_tenants.Contains(tenant))
            return;
        using var turn = await intake.LetInAsync(context.ReceiveContext.Body, context.CancellationToken);
        var reading = AnswerReader.Read(context.ReceiveContext.Body.GetBytes(), tenant);
        if (reading.Answer is not { } answer)
        {
            LogUnreadable(logger, reading.Unreadable!);
            throw new UnreadableAnswerException(reading.Unreadable!);
        }
        if (answer.Kind == AnswerKind.Other || IsOthers(answer.RequestOwner))
            return;
        if (answer.RequestId is null)
        {
            if (answer.RequestOwner == options.Value.Owner && answer.Kind == AnswerKind.Patch)
                throw new UnreadableAnswerException("requestId is absent, so it can't be told which order is meant");
            return;
        }
        if (RequestIds.TryParse(answer.RequestId, out var orderId, out var attempt))
            await SendAsync(orderId, answer, new AnswerOrigin(answer.Tenant, answer.RequestOwner, answer.RequestId, attempt), context.CancellationToken);
    }

    /// <summary>The header as text, or null when there is none; another AMQP type is not what REGARDS sends.</summary>
    string? TenantOf(ReceiveContext context)
    {
        if (!context.TransportHeaders.TryGetHeader(RegardsHeaders.Tenant, out var value))
            return null;
        if (value is string text)
            return text;
        var reason = $"header {RegardsHeaders.Tenant} = '{value}': must be text, not {value.GetType().Name}";
        LogUnreadable(logger, reason);
        throw new UnreadableAnswerException(reason);
    }

    bool IsOthers(string? owner) => _owners is not null && (owner is null || !_owners.Contains(owner));

    Task SendAsync(Guid orderId, PatchAnswer answer, AnswerOrigin origin, CancellationToken cancellation)
    {
        var at = time.UtcNow();
        var text = answer.Errors.Count == 0 ? $"REGARDS answered {answer.State} without a reason." : string.Join("\n", answer.Errors);
        return (answer.Kind, answer.State) switch
        {
            (AnswerKind.Notification, AnswerState.Success) => mediator.Send(new RequestNotified(orderId, origin, true, at), cancellation),
            (AnswerKind.Notification, AnswerState.Error) => mediator.Send(new RequestNotified(orderId, origin, false, at), cancellation),
            // A notification that is granted or denied says nothing of the patch.
            (AnswerKind.Notification, _) => Task.CompletedTask,
            (_, AnswerState.Granted) => mediator.Send(new RequestGranted(orderId, origin, at), cancellation),
            (_, AnswerState.Denied) => mediator.Send(new RequestDenied(orderId, origin, answer.DeniedAsDuplicate, text, at), cancellation),
            (_, AnswerState.Success) => mediator.Send(
                new RequestSucceeded(orderId, origin, answer.Errors.Count == 0 ? null : text, at), cancellation),
            _ => mediator.Send(new RequestFailed(orderId, origin, text, at), cancellation),
        };
    }

    [LoggerMessage(LogLevel.Warning, "An answer of REGARDS goes to the error queue: {Reason}")]
    static partial void LogUnreadable(ILogger logger, string reason);
}
