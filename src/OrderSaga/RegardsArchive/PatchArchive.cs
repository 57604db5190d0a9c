using OrderSaga.Archive;
using OrderSaga.RabbitMq;
using OrderSaga.Regards.Requests;
using OrderSaga.Regards.Values;

namespace OrderSaga.RegardsArchive;

/// <summary>REGARDS as the archive: an order is carried out by a patch of its product's feature.</summary>
sealed class PatchArchive(PatchRules rules, IPatchRequestSender sender, RegardsBusHealth bus) : IArchive
{
    public bool IsReady => bus.IsReady;

    public async Task<IReadOnlyList<Handover>> SendAsync(IReadOnlyList<ArchiveRequest> page, CancellationToken cancellation)
    {
        var handovers = new Handover[page.Count];
        var sent = new List<int>(page.Count);
        var messages = new List<PatchMessage>(page.Count);
        for (var i = 0; i < page.Count; i++)
        {
            if (Write(page[i], out handovers[i]) is not { } message)
                continue;
            sent.Add(i);
            messages.Add(message);
        }
        var faults = await sender.SendAsync(messages, cancellation);
        for (var i = 0; i < sent.Count; i++)
        {
            if (faults[i] is { } fault)
                handovers[sent[i]] = Handover.Kept(ReasonIn(fault));
        }
        return handovers;
    }

    /// <returns>Null when it is not to be sent, which <paramref name="handover"/> tells.</returns>
    PatchMessage? Write(ArchiveRequest request, out Handover handover)
    {
        try
        {
            var patch = rules.PatchFor(request);
            // The last gate: a bad request harms REGARDS' other clients.
            var faults = PatchRequestValidator.Validate(patch);
            handover = faults.Count == 0 ? Handover.Done : Handover.Refused(string.Join("; ", faults));
            return faults.Count == 0 ? PatchRequestWriter.Write(patch) : null;
        }
        catch (Exception exception)
        {
            handover = Handover.Kept(exception.Message);
            return null;
        }
    }

    static string ReasonIn(Exception fault) => fault switch
    {
        UnroutableException =>
            $"No queue is bound to {RegardsExchanges.PatchRequests}: is REGARDS' feature manager (or the stand-in) up on this virtual host?",
        OperationCanceledException or UnconfirmedException { InnerException: OperationCanceledException } =>
            "The REGARDS broker did not confirm the request in time.",
        _ => fault.Message,
    };
}
