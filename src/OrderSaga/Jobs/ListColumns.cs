using System.Linq.Expressions;
using System.Reflection;

namespace OrderSaga.Jobs;

/// <summary>Leaves a member out of what is read of jobs that come in numbers: it may be as large as its client likes, and no list shows it.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class NotInListsAttribute : Attribute;

/// <summary>The columns that lists read: all but those with <see cref="NotInListsAttribute"/>, which are then null.</summary>
static class ListColumns<TSaga>
    where TSaga : class
{
    static readonly Expression<Func<TSaga, TSaga>>? Short = Find();

    public static IQueryable<TSaga> Of(IQueryable<TSaga> jobs) => Short is null ? jobs : jobs.Select(Short);

    static Expression<Func<TSaga, TSaga>>? Find()
    {
        var members = typeof(TSaga).GetProperties().Where(member => member is { CanRead: true, CanWrite: true }).ToList();
        var read = members.Where(member => member.GetCustomAttribute<NotInListsAttribute>() is null).ToList();
        if (read.Count == members.Count)
            return null;
        var job = Expression.Parameter(typeof(TSaga), "job");
        return Expression.Lambda<Func<TSaga, TSaga>>(
            Expression.MemberInit(Expression.New(typeof(TSaga)), read.Select(member => Expression.Bind(member, Expression.Property(job, member)))), job);
    }
}
