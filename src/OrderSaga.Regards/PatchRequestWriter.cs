namespace OrderSaga.Regards;

public static class PatchRequestWriter
{
    public static PatchMessage Write(PatchRequest request) => throw new NotSupportedException();
}
