namespace OrderSaga;

/// <summary>An exception that knows whether it passes: a question that failed with it may then be answered later.</summary>
public interface IPassingFault
{
    /// <summary>Whether what stands in the way lies in the surroundings and may go by itself.</summary>
    bool IsPassing { get; }
}
