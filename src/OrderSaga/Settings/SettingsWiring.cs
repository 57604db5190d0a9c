using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrderSaga.Settings;

public static class SettingsWiring
{
    /// <summary>Binds <paramref name="section"/> to <typeparamref name="TOptions"/> and checks it with <typeparamref name="TRules"/> at start.</summary>
    public static IServiceCollection AddSettings<TOptions, TRules>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
        where TRules : SettingsRules<TOptions>, new()
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>>(new TRules());
        return services;
    }

    /// <summary>Settings that decide what is wired at all; checked at once, as the host is not yet there to do it.</summary>
    /// <exception cref="OptionsValidationException">A value breaks a rule.</exception>
    public static TOptions Read<TOptions, TRules>(this IConfiguration configuration, string section)
        where TOptions : class, new()
        where TRules : SettingsRules<TOptions>, new()
    {
        var options = new TOptions();
        configuration.GetSection(section).Bind(options);
        var result = new TRules().Validate(null, options);
        return result.Failed ? throw new OptionsValidationException(section, typeof(TOptions), result.Failures) : options;
    }
}
