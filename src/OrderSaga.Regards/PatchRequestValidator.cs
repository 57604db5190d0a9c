namespace OrderSaga.Regards;

public static class PatchRequestValidator
{
    public static IReadOnlyList<Fault> Validate(PatchRequest request) => throw new NotSupportedException();
}
