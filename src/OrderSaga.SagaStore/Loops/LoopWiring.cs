using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrderSaga.SagaStore.Loops;

/// <summary>Adds loops to a process, and what calls them.</summary>
public static class LoopWiring
{
    /// <summary>Starts and stops the loop with the host, in the order of registration; its <see cref="Wake{TLoop}"/> can be had from then on.</summary>
    public static IServiceCollection AddLoop<TLoop>(this IServiceCollection services)
        where TLoop : Loop
    {
        // Of every loop: what wakes one that this process does not run calls nobody.
        services.TryAddSingleton(typeof(Wake<>));
        return services.AddHostedService<TLoop>();
    }

    /// <summary>Calls the loop when a commit of this process left an instance that <paramref name="asks"/> for it. What others commit is found by its sweep.</summary>
    public static IServiceCollection Wakes<TSaga, TLoop>(this IServiceCollection services, Func<TSaga, bool> asks)
        where TSaga : class, IDurableSaga
        where TLoop : Loop =>
        services.AddSingleton<ICommitListener<TSaga>>(provider => new WakingListener<TSaga>(provider.GetRequiredService<Wake<TLoop>>(), asks));

    sealed class WakingListener<TSaga>(Wake wake, Func<TSaga, bool> asks) : ICommitListener<TSaga>
        where TSaga : class, IDurableSaga
    {
        public void Committed(IReadOnlyCollection<TSaga> changed)
        {
            foreach (var saga in changed)
            {
                if (asks(saga))
                {
                    wake.Up();
                    return;
                }
            }
        }
    }
}
