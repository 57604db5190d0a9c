using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;

namespace OrderSaga.Gateway.Http;

/// <summary>Who calls. Nobody signs in, so everybody is the configured owner.</summary>
sealed class Callers(IOptions<ArchiveOptions> archive)
{
    public string OwnerOf(HttpContext http) => archive.Value.Owner;
}
