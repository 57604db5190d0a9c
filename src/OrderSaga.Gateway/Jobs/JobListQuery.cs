using System.Globalization;
using Microsoft.AspNetCore.Http;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Processes;
using OrderSaga.Orders;
using OrderSaga.Persistence;
using OrderSaga.Regards;

namespace OrderSaga.Gateway.Jobs;

/// <summary>The parameters of <c>GET /jobs</c> (OGC 18-062r2, job list).</summary>
/// <param name="Filter">Null when no job can match: no job is of an unknown process.</param>
sealed record JobListQuery(OrderFilter? Filter, int Limit, (DateTime, Guid)? After)
{
    public const string Cursor = "cursor";
    const int DefaultLimit = 10;
    const int MostJobs = 10_000;

    static readonly string[] _statuses = [OrderStatus.Accepted, OrderStatus.Running, OrderStatus.Successful, OrderStatus.Failed, OrderStatus.Dismissed];

    /// <exception cref="RefusedException">400 with every wrong parameter.</exception>
    public static JobListQuery Read(IQueryCollection query, ProcessNames processes)
    {
        var faults = new List<FieldFault>();
        Words(query, "type", ["process"], faults);
        var statuses = Words(query, "status", _statuses, faults);
        var asked = Items(query, "processID");
        var (from, to) = CreatedRange.Read(query, faults);
        var least = Whole(query, "minDuration", 0, int.MaxValue, faults);
        var most = Whole(query, "maxDuration", 0, int.MaxValue, faults);
        var limit = Whole(query, "limit", 1, MostJobs, faults);
        if (faults.Count > 0)
            throw Refusals.Invalid(faults);

        var filter = new OrderFilter
        {
            Statuses = statuses.Count == 0 ? null : statuses,
            CreatedFrom = from,
            CreatedTo = to,
            MinDuration = least is { } min ? TimeSpan.FromSeconds(min) : null,
            MaxDuration = most is { } max ? TimeSpan.FromSeconds(max) : null,
        };
        var matches = asked.Count == 0 || asked.Any(name => processes.Resolve(name) == ProcessNames.OrderRequest);
        var after = query[Cursor].ToString();
        return new JobListQuery(matches ? filter : null, limit ?? DefaultLimit, after.Length == 0 ? null : JobCursor.Read(after));
    }

    /// <summary>The items of an array parameter, repeated or with commas.</summary>
    static List<string> Items(IQueryCollection query, string name) =>
        [.. query[name].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];

    static List<string> Words(IQueryCollection query, string name, string[] known, List<FieldFault> faults)
    {
        var items = Items(query, name);
        faults.AddRange(items.Except(known).Select(word => new FieldFault(name, Excerpt.Of(word), $"must be {string.Join(", ", known)}")));
        return items;
    }

    /// <summary>One whole number; what is beyond <paramref name="most"/> is cut, not refused.</summary>
    static int? Whole(IQueryCollection query, string name, int least, int most, List<FieldFault> faults)
    {
        if (!query.TryGetValue(name, out var values))
            return null;
        if (values is [{ Length: > 0 } text] && text.All(char.IsAsciiDigit))
        {
            var number = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? Math.Min(read, most) : most;
            if (number >= least)
                return number;
        }
        faults.Add(new FieldFault(name, Excerpt.Of(values.ToString()), string.Create(CultureInfo.InvariantCulture, $"must be one whole number, {least} or more")));
        return null;
    }
}
