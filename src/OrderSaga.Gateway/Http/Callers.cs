using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Gateway.Http;

/// <summary>Who calls. Nobody signs in, so everybody is the configured owner.</summary>
sealed class Callers(IOptions<RegardsOptions> regards)
{
    public string OwnerOf(HttpContext http) => regards.Value.Owner;
}
