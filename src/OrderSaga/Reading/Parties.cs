using OrderSaga.Regards;
using OrderSaga.RegardsArchive;
using OrderSaga.Texts;

namespace OrderSaga.Reading;

/// <summary>In whose name, and for which project, something is ordered.</summary>
static class Parties
{
    /// <summary>The owner that is named, which must be a configured one where owners are configured; else the service's own.</summary>
    public static string Owner(Members members, RegardsOptions regards)
    {
        var owner = members.Text("owner", PatchRequestValidator.MaxOwnerLength) ?? regards.Owner;
        if (regards.Owners is { Length: > 0 } owners && owner != regards.Owner && !owners.Contains(owner, StringComparer.Ordinal))
            members.Fault("owner", Excerpt.Of(owner), "must be a configured owner");
        return owner;
    }

    /// <summary>The tenant that is named, which must be a configured one; else the default.</summary>
    public static string Tenant(Members members, RegardsOptions regards)
    {
        var tenant = members.Text("tenant", RegardsRules.LongestTenant) ?? regards.Tenant;
        if (!regards.AllTenants.Contains(tenant))
            members.Fault("tenant", Excerpt.Of(tenant), $"must be a configured tenant: {string.Join(", ", regards.AllTenants.Order(StringComparer.Ordinal))}");
        return tenant;
    }
}
