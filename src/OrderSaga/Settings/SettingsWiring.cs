using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrderSaga.Settings;

/// <summary>Reads sections of the configuration, and refuses what is wrong in them.</summary>
public static class SettingsWiring
{
    /// <summary>Binds <paramref name="section"/> to <typeparamref name="TOptions"/> and checks it now, and again at start as other parts may have set something.</summary>
    /// <exception cref="OptionsValidationException">A value breaks a rule.</exception>
    public static IServiceCollection AddSettings<TOptions, TRules>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class, new()
        where TRules : SettingsRules<TOptions>, new()
    {
        configuration.Read<TOptions, TRules>(section);
        services.AddOptions<TOptions>().Configure(options => Fill(configuration, section, options)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>>(new TRules());
        return services;
    }

    /// <summary>Settings that decide what is wired at all; checked at once, as the host is not yet there to do it.</summary>
    /// <exception cref="OptionsValidationException">A value breaks a rule, has the wrong type, or a key is none; all are told.</exception>
    public static TOptions Read<TOptions, TRules>(this IConfiguration configuration, string section)
        where TOptions : class, new()
        where TRules : SettingsRules<TOptions>, new()
    {
        var options = new TOptions();
        var faults = new List<string>();
        configuration.GetSection(section).Fill(options, faults);
        var result = new TRules().Validate(null, options);
        if (result.Failed)
            faults.AddRange(result.Failures);
        return faults.Count > 0 ? throw new OptionsValidationException(section, typeof(TOptions), faults) : options;
    }

    static void Fill<TOptions>(IConfiguration configuration, string section, TOptions options)
        where TOptions : class
    {
        var faults = new List<string>();
        configuration.GetSection(section).Fill(options, faults);
        if (faults.Count > 0)
            throw new OptionsValidationException(section, typeof(TOptions), faults);
    }
}
