using OrderSaga.Worker;

return await WrongSettings.ToldAsync(async () =>
{
    // The settings file lies beside the assembly, wherever the service is started from.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddOrderSaga(Simulation.AddRegardsOrItsStandIn);

    var app = builder.Build();
    app.MapOrderSaga();
    app.AnnounceAddress();
    app.CheckSettings();
    await app.RunAsync();
});
