using System.Collections.Frozen;

namespace OrderSaga.Regards.Values;

/// <summary>Exchange names of the REGARDS feature manager: <c>regards.broadcast.</c> and the Java class of the event. Durable fanout, empty routing key.</summary>
public static class RegardsExchanges
{
    /// <summary>What the names of exchanges and of REGARDS' own queues begin with. Queues of others must not: it is REGARDS' scheme.</summary>
    public const string Broadcast = "regards.broadcast.";

    /// <summary>Patch requests go here, one a message.</summary>
    public const string PatchRequests = Broadcast + RegardsTypes.PatchRequest;

    /// <summary>Answers come from here, those of all tenants and owners, and of requests of every kind.</summary>
    public const string Answers = Broadcast + RegardsTypes.Answer;

    /// <summary>REGARDS' own queue for patch requests: durable, priorities 0 to 255, dead letters to <see cref="DeadLetters"/>.</summary>
    public const string PatchRequestQueue =
        Broadcast + "rs-fem.fr.cnes.regards.modules.feature.service.flow.FeatureUpdateRequestEventHandler";

    /// <summary>Topic exchange of dead letters; the routing key is the queue's name and <c>.DLQ</c>.</summary>
    public const string DeadLetters = "regards.DLX";
}

/// <summary>Java class names that REGARDS writes into, and reads from, its type headers.</summary>
public static class RegardsTypes
{
    /// <summary>Of a patch request.</summary>
    public const string PatchRequest = "fr.cnes.regards.modules.feature.dto.event.in.FeatureUpdateRequestEvent";

    /// <summary>Of an answer.</summary>
    public const string Answer = "fr.cnes.regards.modules.feature.dto.event.out.FeatureRequestEvent";
}

/// <summary>AMQP headers of REGARDS messages. Every value is a string on the wire: another AMQP type breaks REGARDS' whole batch.</summary>
public static class RegardsHeaders
{
    /// <summary>REGARDS project, mandatory, an active one: else there is no answer at all.</summary>
    public const string Tenant = "regards.tenant";

    /// <summary>Mandatory, 1 to 36 characters, of no request that REGARDS still holds; the answers bear it.</summary>
    public const string RequestId = "regards.request.id";

    /// <summary>Mandatory, an RFC 3339 date-time; REGARDS waits with a request until its date is past.</summary>
    public const string RequestDate = "regards.request.date";

    /// <summary>Mandatory, 1 to 128 characters; the answers bear it.</summary>
    public const string RequestOwner = "regards.request.owner";

    /// <c>REPLACE</c> or <c>APPEND</c>, and no other text; without it REGARDS appends.
    public const string FileUpdateMode = "regards.request.file_update_mode";

    /// <summary>Which of REGARDS' readers is to read the body; <c>GSON</c> where it is not given.</summary>
    public const string Converter = "regards.converter";

    /// <summary>One of <see cref="RegardsTypes"/>; read by REGARDS 1.x, and by 2.0 where <see cref="TypeId"/> is missing.</summary>
    public const string Type = "regards.type";

    /// <summary>One of <see cref="RegardsTypes"/>; read by REGARDS 2.0. Its own messages do not bear it.</summary>
    public const string TypeId = "__TypeId__";
}

/// <summary>Kinds of products, as REGARDS spells them in <c>entityType</c> and in the URN.</summary>
public static class EntityTypes
{
    /// <summary>A product by itself.</summary>
    public const string Data = "DATA";

    /// <summary>A set of products of one model.</summary>
    public const string Dataset = "DATASET";

    /// <summary>A collection of products and of other collections.</summary>
    public const string Collection = "COLLECTION";

    /// <summary>All three, to look one up; upper and lower case differ.</summary>
    public static IReadOnlySet<string> All { get; } =
        FrozenSet.ToFrozenSet([Data, Dataset, Collection], StringComparer.Ordinal);
}

/// <summary>Kinds of files that REGARDS knows; another text is read as nothing there, and the request is dropped in silence.</summary>
public static class DataTypes
{
    /// <summary>In REGARDS' order, for messages.</summary>
    public static IReadOnlyList<string> Listed { get; } =
    [
        "RAWDATA", "QUICKLOOK_SD", "QUICKLOOK_MD", "QUICKLOOK_HD", "DOCUMENT", "THUMBNAIL", "OTHER", "AIP", "DESCRIPTION",
    ];

    /// <summary>The same, to look one up; upper and lower case differ.</summary>
    public static IReadOnlySet<string> All { get; } = Listed.ToFrozenSet(StringComparer.Ordinal);
}
