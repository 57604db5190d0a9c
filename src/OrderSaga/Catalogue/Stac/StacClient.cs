using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OrderSaga.Catalogue.Items;
using OrderSaga.Texts;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace OrderSaga.Catalogue.Stac;

/// <summary>
/// Asks a STAC API, with a time limit on each answer and, where a fault may pass, again with growing pauses. Redirects are not followed:
/// the header that lets us in goes to the configured host alone.
/// </summary>
sealed partial class StacClient : IDisposable
{
    const int MostConnections = 8;
    const int LongestExcerpt = 200;

    // What a request is to blame for itself; all else is the API's or the operator's and may pass.
    static readonly HashSet<HttpStatusCode> Ours =
    [
        HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestUriTooLong, HttpStatusCode.UnprocessableEntity,
    ];

    static readonly HashSet<HttpStatusCode> Busy =
    [
        HttpStatusCode.RequestTimeout, HttpStatusCode.TooManyRequests, HttpStatusCode.InternalServerError, HttpStatusCode.BadGateway,
        HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout,
    ];

    readonly HttpClient _http;
    readonly CatalogueOptions _options;
    readonly ItemMapping _mapping;
    readonly TimeProvider _clock;
    readonly ILogger _logger;
    readonly ResiliencePipeline _persistent;

    public StacClient(CatalogueOptions options, ItemMapping mapping, TimeProvider clock, ILogger logger)
    {
        _options = options;
        _mapping = mapping;
        _clock = clock;
        _logger = logger;
        Landing = new Uri(options.Url.TrimEnd('/') + "/");
        Search = new Uri(Landing, "search");
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            MaxConnectionsPerServer = MostConnections,
            // An address that moves is seen in time.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
        _persistent = Pipeline();
    }

    public Uri Landing { get; }

    public Uri Search { get; }

    public void Dispose() => _http.Dispose();

    /// <summary>A page of items.</summary>
    /// <param name="request">On the configured host.</param>
    /// <param name="told">Hears of each fault, also of those that are tried again; null for nobody.</param>
    /// <param name="cancellation">Ends the request and its retries.</param>
    /// <exception cref="CatalogueFailedException">The API can't be read, after all retries.</exception>
    public Task<StacPage> PageAsync(StacRequest request, Action<StacFault>? told, CancellationToken cancellation) =>
        AskAsync(request, bytes => StacPage.Read(bytes, _mapping), told, cancellation);

    /// <summary>The landing page.</summary>
    /// <exception cref="CatalogueFailedException">The API can't be read, after all retries.</exception>
    public Task<JsonElement> LandingAsync(CancellationToken cancellation) =>
        AskAsync(new StacRequest("GET", Landing, default), bytes => JsonElement.Parse(bytes.Span), told: null, cancellation);

    async Task<T> AskAsync<T>(StacRequest request, Func<ReadOnlyMemory<byte>, T> read, Action<StacFault>? told, CancellationToken cancellation)
    {
        StacFault? last = null;
        try
        {
            return await _persistent.ExecuteAsync(
                async token =>
                {
                    try
                    {
                        return await AskOnceAsync(request, read, token);
                    }
                    catch (StacFault fault)
                    {
                        last = fault;
                        told?.Invoke(fault);
                        throw;
                    }
                },
                cancellation);
        }
        // Who ends the retries may want to know what they were for.
        catch (OperationCanceledException) when (last is not null)
        {
            throw new OperationCanceledException(last.Message, last, cancellation);
        }
        // It came just when the retries were ended.
        catch (StacFault fault) when (fault.IsTransient && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(fault.Message, fault, cancellation);
        }
        catch (StacFault fault)
        {
            throw new CatalogueFailedException($"The catalogue can't be read: {fault.Message}.", fault) { IsPassing = fault.IsPassing };
        }
        catch (TimeoutRejectedException late)
        {
            throw new CatalogueFailedException($"The catalogue can't be read: it did not answer within {_options.Timeout}.", late) { IsPassing = true };
        }
    }

    async Task<T> AskOnceAsync<T>(StacRequest asked, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellation)
    {
        try
        {
            using var request = Request(asked);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            // A part of an answer is none.
            if (!response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.PartialContent)
                throw await RefusalAsync(response, cancellation);
            using var answer = await PooledBody.ReadAsync(response.Content, _options.MaxResponseBytes, cancellation);
            return read(answer.Bytes);
        }
        catch (JsonException fault)
        {
            throw new StacFault("its answer is no JSON", fault) { IsTransient = true, IsPassing = true };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException)
        {
            throw new StacFault($"no whole answer came from {Landing.Authority}: {Excerpt.Of((fault.InnerException ?? fault).Message, LongestExcerpt)}", fault) { IsTransient = true, IsPassing = true };
        }
    }

    HttpRequestMessage Request(StacRequest asked)
    {
        var request = new HttpRequestMessage(new HttpMethod(asked.Method), asked.Address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/geo+json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var isLetIn = _options.Authorization.Length > 0;
        if (isLetIn)
            request.Headers.TryAddWithoutValidation(_options.AuthorizationHeader, _options.Authorization);
        LinkHeaders.Add(request.Headers, asked.Headers, isLetIn ? _options.AuthorizationHeader : null);
        if (request.Method == HttpMethod.Post)
        {
            request.Content = new ReadOnlyMemoryContent(asked.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        return request;
    }

    /// <summary>What the API says about a refusal is the client's help; of a 5xx it is of no use to anybody but its operator.</summary>
    async Task<StacFault> RefusalAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = response.StatusCode;
        var said = (int)status is >= 400 and < 500 ? await SaidAsync(response.Content, cancellation) : "";
        var where = response.Headers.Location is { } location && (int)status is >= 300 and < 400 ? $" to {Excerpt.Of(location.ToString(), LongestExcerpt)}, which is not followed" : "";
        return new StacFault($"it answered {(int)status} {response.ReasonPhrase}{where}{said}")
        {
            IsTransient = Busy.Contains(status),
            IsPassing = !Ours.Contains(status),
            RetryAfter = RetryAfter(response.Headers.RetryAfter),
        };
    }

    static async Task<string> SaidAsync(HttpContent content, CancellationToken cancellation)
    {
        const int most = 64 * 1024;
        try
        {
            using var body = await PooledBody.ReadAsync(content, most, cancellation);
            var json = JsonElement.Parse(body.Bytes.Span);
            foreach (var name in new[] { "description", "detail", "message", "title" })
            {
                if (JsonText.Member(json, name) is { } member && JsonText.TryRead(member, out var text))
                    return $": {Excerpt.Of(text, LongestExcerpt)}";
            }
        }
        catch (Exception fault) when (fault is JsonException or StacFault or IOException or HttpRequestException)
        {
            // Nothing that could be told.
        }
        return "";
    }

    TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var pause = header?.Delta ?? header?.Date - _clock.GetUtcNow();
        return pause is { } known ? TimeSpan.FromTicks(Math.Clamp(known.Ticks, 0, _options.LongestPause.Ticks)) : null;
    }

    ResiliencePipeline Pipeline()
    {
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = _clock };
        if (_options.Retries > 0)
        {
            pipeline.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<StacFault>(fault => fault.IsTransient).Handle<TimeoutRejectedException>(),
                MaxRetryAttempts = _options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = _options.FirstPause,
                MaxDelay = _options.LongestPause,
                // Null leaves it to the growing pauses.
                DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as StacFault)?.RetryAfter),
                OnRetry = arguments =>
                {
                    LogRetry(_logger, arguments.AttemptNumber + 1, _options.Retries, arguments.RetryDelay, (arguments.Outcome.Exception as StacFault)?.Message ?? "it did not answer in time");
                    return ValueTask.CompletedTask;
                },
            });
        }
        return pipeline.AddTimeout(_options.Timeout).Build();
    }

    [LoggerMessage(LogLevel.Warning, "The catalogue is asked again ({Retry} of {Retries}) in {Pause}: {Reason}")]
    static partial void LogRetry(ILogger logger, int retry, int retries, TimeSpan pause, string reason);
}
