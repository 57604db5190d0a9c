namespace OrderSaga.Regards;

/// <summary>A storage that REGARDS shall copy files into.</summary>
/// <param name="PluginBusinessId">Business id of the storage plugin; required.</param>
/// <param name="StorePath">Folder in that storage; null: the storage decides.</param>
/// <param name="TargetTypes">Data types it takes; empty: all.</param>
public sealed record StorageTarget(string PluginBusinessId, string? StorePath, IReadOnlyList<string> TargetTypes);
