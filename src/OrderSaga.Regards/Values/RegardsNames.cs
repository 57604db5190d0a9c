namespace OrderSaga.Regards.Values;

/// <summary>Exchange names of the REGARDS feature manager: <c>regards.broadcast.</c> and the Java class of the event. Durable fanout, empty routing key.</summary>
public static class RegardsExchanges
{
    public const string Broadcast = "regards.broadcast.";
    public const string PatchRequests = Broadcast + RegardsTypes.PatchRequest;
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
    public const string PatchRequest = "fr.cnes.regards.modules.feature.dto.event.in.FeatureUpdateRequestEvent";
    public const string Answer = "fr.cnes.regards.modules.feature.dto.event.out.FeatureRequestEvent";
}

/// <summary>AMQP headers of REGARDS messages. Every value is a string on the wire: another AMQP type breaks REGARDS' whole batch.</summary>
public static class RegardsHeaders
{
    public const string Tenant = "regards.tenant";
    public const string RequestId = "regards.request.id";
    public const string RequestDate = "regards.request.date";
    public const string RequestOwner = "regards.request.owner";
    public const string FileUpdateMode = "regards.request.file_update_mode";
    public const string Converter = "regards.converter";
    public const string Type = "regards.type";
    public const string TypeId = "__TypeId__";
}
