using OrderSaga.Reading;
using OrderSaga.Texts;

namespace OrderSaga.Archive;

/// <summary>In whose name, and for which project, something is ordered.</summary>
static class Parties
{
    /// <summary>The owner that is named, which must be a configured one where owners are configured; else the service's own.</summary>
    public static string Owner(Members members, ArchiveOptions archive)
    {
        var owner = members.Text("owner", ArchiveOptions.LongestOwner) ?? archive.Owner;
        if (archive.Owners is { Length: > 0 } owners && owner != archive.Owner && !owners.Contains(owner, StringComparer.Ordinal))
            members.Fault("owner", Excerpt.Of(owner), "must be a configured owner");
        return owner;
    }

    /// <summary>The tenant that is named, which must be a configured one; else the default.</summary>
    public static string Tenant(Members members, ArchiveOptions archive)
    {
        var tenant = members.Text("tenant", ArchiveOptions.LongestTenant) ?? archive.Tenant;
        if (!archive.AllTenants.Contains(tenant))
            members.Fault("tenant", Excerpt.Of(tenant), $"must be a configured tenant: {string.Join(", ", archive.AllTenants.Order(StringComparer.Ordinal))}");
        return tenant;
    }
}
