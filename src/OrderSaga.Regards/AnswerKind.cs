namespace OrderSaga.Regards;

/// <summary>What an answer speaks of.</summary>
public enum AnswerKind
{
    /// <summary>Creations, deletions and whatever else REGARDS tells on the same exchange.</summary>
    Other,

    /// <summary>The patch itself.</summary>
    Patch,

    /// <summary>The automatic notification after a patch, under the same request id; never changes the patch's result.</summary>
    Notification,
}
