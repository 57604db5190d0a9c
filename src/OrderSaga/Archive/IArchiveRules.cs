using System.Text.Json;
using OrderSaga.Contracts;

namespace OrderSaga.Archive;

/// <summary>What an archive takes and what it refuses, so that a fault is told to who made it, before anything is accepted. Pure: nobody is asked.</summary>
public interface IArchiveRules
{
    /// <summary>What an order may ask for besides its product: names of members in camelCase, in the order in which they are shown.</summary>
    IReadOnlyList<string> ContentMembers { get; }

    /// <summary>Reads what an order asks for, and tells everything that is wrong with it at once. No JSON whatever makes it throw.</summary>
    /// <param name="content">An object of <see cref="ContentMembers"/>.</param>
    /// <param name="path">Where it stands in what the client sent; begins the fields of the faults.</param>
    /// <param name="snakeCase">Its members are named as over HTTP, <c>like_this</c>.</param>
    /// <param name="faults">Faults are added here.</param>
    /// <returns>Null if there was any fault.</returns>
    ArchiveContent? ReadContent(JsonElement content, string path, bool snakeCase, ICollection<FieldFault> faults);

    /// <summary>What the archive would refuse of a product, whatever is asked of it: fields <c>product.urn</c>, <c>product.id</c>…; empty if it can be asked for.</summary>
    IReadOnlyList<FieldFault> CheckProduct(ArchiveProduct product);

    /// <summary>
    /// What the archive would refuse of a request, or be harmed by. Fields are named as in an order over AMQP
    /// (<c>product.urn</c>, <c>patch.files[0]</c>), and <c>requestDate</c> for the time from which it is due. Empty if it may be sent.
    /// </summary>
    IReadOnlyList<FieldFault> Check(ArchiveRequest request);
}
