namespace OrderSaga.Simulator.Wire;

/// <summary>Collects the bean rules a readable message breaks. REGARDS drops such a message without an answer, whatever else is wrong with it.</summary>
sealed class BeanRules
{
    List<string>? _broken;

    public string? Broken => _broken is null ? null : string.Join("; ", _broken);

    public void Break(string member, string rule) => (_broken ??= []).Add($"{member} {rule}");

    public void NotNull(string member, object? value)
    {
        if (value is null)
            Break(member, "must not be null");
    }

    public void NotBlank(string member, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            Break(member, "must not be blank");
    }
}
