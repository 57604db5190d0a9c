using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace OrderSaga.SagaStore.Sql;

/// <summary>
/// The few words in which PostgreSQL and SQLite differ, for statements that otherwise stand once. Locks are words of
/// PostgreSQL alone: on SQLite the one writer's lock on the file stands for the rows'.
/// </summary>
public abstract class Dialect
{
    /// <summary>The end of a condition: … is in the list of ids that <paramref name="parameter"/> holds as <see cref="Ids"/>.</summary>
    public abstract string Among(string parameter);

    /// <summary>A list of ids as a parameter's value.</summary>
    public abstract object Ids(IReadOnlyCollection<Guid> ids);

    /// <summary>The end of a select that locks its rows of <paramref name="alias"/>, in its order.</summary>
    /// <param name="alias">As the select names the table.</param>
    /// <param name="skipLocked">Leave out those that others have locked, instead of waiting for them.</param>
    public abstract string Lock(string alias, bool skipLocked = false);

    /// <summary>The end of a condition: … is in what <paramref name="select"/> gives, whose rows of <paramref name="alias"/> are locked as <see cref="Lock"/> does.</summary>
    public abstract string AmongLocked(string select, string alias, bool skipLocked = false);

    /// <summary>An item of FROM: the rows of a <see cref="RowTable"/> that is bound as the parameter of this name.</summary>
    /// <param name="alias">The parameter's name without the <c>@</c>, and the table's in the statement.</param>
    /// <param name="columns">Its columns.</param>
    public abstract string From(string alias, IReadOnlyList<string> columns);

    /// <summary>An expression for <see cref="Sql.DigestId"/> of a text.</summary>
    /// <param name="text">An expression for the text.</param>
    public abstract string DigestId(string text);

    /// <summary>What only PostgreSQL, or only SQLite, has to be told.</summary>
    public abstract string Either(string postgres, string sqlite);

    internal abstract void Bind(DbCommand command, string name, RowTable rows);
}

/// <summary>An id that is the same whoever makes it, and wherever: a UUID of version 8 (RFC 9562) from a digest of a text. Statements make the same ones by <see cref="Dialect.DigestId"/>.</summary>
public static class DigestId
{
    const int HexLength = 32;

    /// <summary>The id of <paramref name="text"/>: the first 128 bits of the SHA-256 of its UTF-8 bytes, marked as version 8.</summary>
    public static Guid Of(string text)
    {
        Span<char> hex = stackalloc char[HexLength];
        Convert.TryToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HexLength / 2), hex, out _);
        hex[12] = '8';
        hex[16] = '8';
        return Guid.ParseExact(hex, "N");
    }
}
