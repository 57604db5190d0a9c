using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OrderSaga.Storage;

namespace OrderSaga.Tests;

static class TestContexts
{
    /// <summary>A context of the test's own, which looks at the store past the connections of the service.</summary>
    public static DbContextOptionsBuilder UseStore(this DbContextOptionsBuilder options, StoreOptions store)
    {
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        return store.Provider == StoreProvider.Postgres ? options.UseNpgsql(store.ConnectionString) : options.UseSqlite(store.ConnectionString);
    }
}
