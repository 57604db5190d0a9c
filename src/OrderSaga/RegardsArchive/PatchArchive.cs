using MassTransit;
using OrderSaga.Archive;
using OrderSaga.Regards.Requests;
using OrderSaga.Regards.Values;

namespace OrderSaga.RegardsArchive;

/// <summary>REGARDS as the archive: an order is carried out by a patch of its product's feature.</summary>
sealed class PatchArchive(PatchRules rules, PatchRequestSender sender, RegardsBusHealth bus) : IArchive
{
    public bool IsReady => bus.IsReady;

    public async Task<IReadOnlyList<Handover>> SendAsync(IReadOnlyList<ArchiveRequest> page, CancellationToken cancellation)
    {
        var handovers = new Task<Handover>[page.Count];
        for (var i = 0; i < page.Count; i++)
            handovers[i] = SendAsync(page[i], cancellation);
        return await Task.WhenAll(handovers);
    }

    async Task<Handover> SendAsync(ArchiveRequest request, CancellationToken cancellation)
    {
        try
        {
            var patch = rules.PatchFor(request);
            // The last gate: a bad request harms REGARDS' other clients.
            var faults = PatchRequestValidator.Validate(patch);
            if (faults.Count > 0)
                return Handover.Refused(string.Join("; ", faults));
            await sender.SendAsync(PatchRequestWriter.Write(patch), cancellation);
            return Handover.Done;
        }
        catch (OperationCanceledException)
        {
            return Handover.Kept("The REGARDS broker did not confirm the request in time.");
        }
        catch (Exception exception)
        {
            return Handover.Kept(ReasonIn(exception));
        }
    }

    static string ReasonIn(Exception exception) => exception is MessageReturnedException
        ? $"No queue is bound to {RegardsExchanges.PatchRequests}: is REGARDS' feature manager (or the stand-in) up on this virtual host?"
        : exception.Message;
}
