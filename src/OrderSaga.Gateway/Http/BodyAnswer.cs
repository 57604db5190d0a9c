using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Http;

/// <summary>An answer with its body at hand, so that HEAD tells the same length as GET.</summary>
sealed class BodyAnswer(byte[] body, string mediaType, int status = StatusCodes.Status200OK) : IResult
{
    public static BodyAnswer Json<T>(T value, int status = StatusCodes.Status200OK) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, GatewayJson.Options), Ogc.MediaType.Json, status);

    /// <summary>The links of the body go into Link headers too.</summary>
    public static BodyAnswer Json<T>(T value, IReadOnlyList<Link> links) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, GatewayJson.Options), Ogc.MediaType.Json) { Links = links };

    public string MediaType => mediaType;

    /// <summary>Go into Link headers.</summary>
    public IReadOnlyList<Link> Links { get; init; } = [];

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        if (Links.Count > 0)
            httpContext.Response.Headers.Link = Links.Select(link => link.Header).ToArray();
        return WriteAsync(httpContext, body, mediaType);
    }

    public static Task WriteAsync(HttpContext http, byte[] body, string mediaType)
    {
        http.Response.ContentType = mediaType;
        http.Response.ContentLength = body.Length;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }
}
