namespace OrderSaga.Settings;

/// <summary>Some settings of the group are secrets. What stands under a misspelt key may be one, and is not repeated in the fault.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class HoldsSecretsAttribute : Attribute;
