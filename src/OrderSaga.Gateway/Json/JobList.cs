namespace OrderSaga.Gateway.Json;

/// <summary>A page of jobs (OGC 18-062r2, jobList.yaml).</summary>
sealed record JobList(IReadOnlyList<StatusInfo> Jobs, IReadOnlyList<Link> Links);
