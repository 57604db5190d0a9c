using System.Text.Json;
using OrderSaga.Callbacks;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Callbacks;

/// <summary>
/// What the subscriber of a job is sent: its results document once successful (OGC 18-062r2, callback), else its
/// statusInfo, as they were at the event. Items of a finished batch, and batches of a finished bulk, are read when it is sent.
/// </summary>
sealed class JobCallbackBody<TSaga>(string jobKind, IJobKind<TSaga> kind, JobView jobs, ResultsAnswer results) : ICallbackBody
    where TSaga : class, IJobSaga
{
    public string JobKind => jobKind;

    public async Task<ReadOnlyMemory<byte>> WriteAsync(Callback callback, CancellationToken cancellation)
    {
        var job = kind.Of(JobSnapshot.Read<TSaga>(callback.Snapshot));
        if (callback.Kind != CallbackKind.Success)
            return JsonSerializer.SerializeToUtf8Bytes(jobs.Of(job), GatewayJson.Options);
        var outputs = await job.Outputs(cancellation);
        return JsonSerializer.SerializeToUtf8Bytes(results.Document(ResultForm.Parse(job.ResultForm), job, outputs), GatewayJson.Options);
    }
}
