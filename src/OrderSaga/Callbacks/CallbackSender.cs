using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using OrderSaga.Jobs;
using OrderSaga.Texts;

namespace OrderSaga.Callbacks;

/// <summary>Sends one event, and reads no more of the answer than the log keeps. Redirects are not followed: they count as a failure.</summary>
sealed class CallbackSender : IDisposable
{
    const string JobHeader = "ordersaga-job";
    const string EventHeader = "ordersaga-event";
    const int LongestAnswer = 500;
    const int MostBytes = 16 * 1024;

    static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(2);

    /// <summary>Statuses of a server, or of a gateway before it, that can't take anything just now.</summary>
    static readonly HashSet<int> Outages = [429, 502, 503, 504];

    static readonly MediaTypeHeaderValue Json = new("application/json");
    static readonly ProductInfoHeaderValue Agent = new("OrderSaga", typeof(CallbackSender).Assembly.GetName().Version?.ToString(2));

    readonly HttpClient _public;
    readonly HttpClient _any;
    readonly CallbackOptions _options;
    readonly TimeProvider _time;

    public CallbackSender(CallbackConnection connection, IOptions<CallbackOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _public = Client(connection.OpenPublicAsync);
        _any = Client(connection.OpenAnyAsync);
    }

    /// <summary>Never throws but for <paramref name="stop"/>.</summary>
    public async Task<CallbackAnswer> SendAsync(Callback callback, CallbackEndpoint endpoint, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_options.Timeout);
        try
        {
            using var request = RequestFor(callback, endpoint, body);
            var client = endpoint.AllowPrivate ? _any : _public;
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return AnswerOf(response, await ReadAsync(response, endpoint));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return CallbackAnswer.Outage(string.Create(CultureInfo.InvariantCulture, $"no answer within {_options.Timeout}"));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && !stop.IsCancellationRequested)
        {
            return CallbackAnswer.Outage(Excerpt.Of(ReasonIn(exception)));
        }
    }

    public void Dispose()
    {
        _public.Dispose();
        _any.Dispose();
    }

    static HttpClient Client(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> open) => new(new SocketsHttpHandler
    {
        ConnectCallback = open,
        // A proxy would look names up by itself, past the check.
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 0,
        // Names move; a connection is not kept beyond that, nor until its server closes it under a request.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    HttpRequestMessage RequestFor(Callback callback, CallbackEndpoint endpoint, ReadOnlyMemory<byte> body)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, callback.Uri) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.UserAgent.Add(Agent);
        request.Headers.Authorization = endpoint.Authorization;
        request.Headers.Add(WebhookSignature.IdHeader, callback.EventId);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        if (endpoint.Secrets.Count > 0)
            request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(endpoint.Secrets, callback.EventId, timestamp, body.Span));
        request.Headers.Add(JobHeader, callback.JobId.ToString());
        request.Headers.Add(EventHeader, callback.Kind);
        return request;
    }

    CallbackAnswer AnswerOf(HttpResponseMessage response, string? text)
    {
        var status = (int)response.StatusCode;
        var fault = status switch
        {
            >= 200 and < 300 => null,
            >= 300 and < 400 => "redirects are not followed; the subscriber must name the final address",
            _ => string.Create(CultureInfo.InvariantCulture, $"answered {status}"),
        };
        return new CallbackAnswer(status, text, fault)
        {
            IsGone = response.StatusCode == HttpStatusCode.Gone,
            IsOutage = Outages.Contains(status),
            RetryAfter = status is 429 or 503 ? PauseIn(response.Headers.RetryAfter) : null,
        };
    }

    TimeSpan? PauseIn(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } pause } => pause,
        { Date: { } date } when date > _time.GetUtcNow() => date - _time.GetUtcNow(),
        _ => null,
    };

    /// <summary>The first bytes of the body, as far as they come soon: the status is the answer, and a body that drips or breaks off changes nothing of it.</summary>
    static async Task<string?> ReadAsync(HttpResponseMessage response, CallbackEndpoint endpoint)
    {
        using var limit = new CancellationTokenSource(LongestRead);
        var bytes = new byte[MostBytes];
        var length = 0;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            int read;
            while (length < bytes.Length && (read = await body.ReadAsync(bytes.AsMemory(length), limit.Token)) > 0)
                length += read;
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException)
        {
            // What came so far will do.
        }
        return length == 0 ? null : Excerpt.Of(Conceal(Encoding.UTF8.GetString(bytes, 0, length), endpoint), LongestAnswer);
    }

    /// <summary>A receiver may repeat our credentials in its answer; the log is for people who don't have them.</summary>
    static string Conceal(string text, CallbackEndpoint endpoint) =>
        endpoint.Confidential.Aggregate(text, (concealed, secret) => concealed.Replace(secret, "***", StringComparison.Ordinal));

    /// <summary>What was done and why it failed, where the one does not tell the other.</summary>
    static string ReasonIn(Exception exception)
    {
        var cause = exception.GetBaseException();
        if (cause is PrivateAddressException)
            return cause.Message;
        return exception.Message.Contains(cause.Message, StringComparison.OrdinalIgnoreCase) ? exception.Message : $"{exception.Message} {cause.Message}";
    }
}

/// <summary>What came of one attempt.</summary>
/// <param name="Status">HTTP status, or null without an answer.</param>
/// <param name="Text">The answer's first bytes.</param>
/// <param name="Fault">Why it counts as failed; null for a delivery.</param>
sealed record CallbackAnswer(int? Status, string? Text, string? Fault)
{
    /// <summary>The receiver never wants it again.</summary>
    public bool IsGone { get; init; }

    /// <summary>The fault is the endpoint's and not this event's: others would meet it too.</summary>
    public bool IsOutage { get; init; }

    /// <summary>How long the receiver wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool IsDelivered => Fault is null;

    public static CallbackAnswer Outage(string fault) => new(null, null, fault) { IsOutage = true };

    public static CallbackAnswer Unsent(string fault) => new(null, null, fault);
}

/// <summary>Writes what a subscriber is sent: results of a successful job, statusInfo of any other. One for each kind of job.</summary>
public interface ICallbackBody
{
    /// <summary>The kind of job that it writes of (<see cref="Callback.JobKind"/>).</summary>
    string JobKind { get; }

    /// <summary>The body, application/json in UTF-8, of the job as it was at the event; the same at every call.</summary>
    Task<ReadOnlyMemory<byte>> WriteAsync(Callback callback, CancellationToken cancellation);
}
