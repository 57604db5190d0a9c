namespace OrderSaga.Simulator.Stac.Search;

/// <summary>A search that is answered 400; the message says why.</summary>
sealed class BadSearchException(string message) : Exception(message);
