using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace OrderSaga.Settings;

static class SettingsSection
{
    /// <summary>
    /// Sets the properties of <paramref name="options"/> that the section names. A value of the wrong type and a key that
    /// is none are told in <paramref name="faults"/>: a misspelt setting would otherwise go unheeded in silence.
    /// </summary>
    public static void Fill(this IConfigurationSection section, object options, ICollection<string> faults)
    {
        var settings = options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true })
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var key in section.GetChildren())
        {
            if (!settings.TryGetValue(key.Key, out var setting))
                faults.Add($"{key.Path} '{(options.GetType().IsDefined(typeof(HoldsSecretsAttribute)) ? "…" : key.Value)}': is no setting; there are {string.Join(", ", settings.Keys.Order(StringComparer.Ordinal))}.");
            // A host may hand a group over with an empty text of its own.
            else if (setting.PropertyType == typeof(string[]) && string.IsNullOrEmpty(key.Value) && key.GetChildren().Any())
                setting.SetValue(options, key.GetChildren().Select(item => item.Value ?? "").ToArray());
            else if (string.IsNullOrEmpty(key.Value) && setting.GetValue(options) is Dictionary<string, string> named)
                AddTo(named, key);
            else if (string.IsNullOrEmpty(key.Value) && setting.GetValue(options) is IDictionary groups && GroupOf(setting.PropertyType) is { } group)
                AddTo(groups, group, key, faults);
            else if (key.Value is null && key.GetChildren().Any())
                faults.Add($"{key.Path}: must be one value, not a group of them.");
            else if (key.Value is not null)
                Set(options, setting, key, faults);
        }
    }

    /// <summary>What the section names is added to the defaults, or stands in their place.</summary>
    static void AddTo(Dictionary<string, string> named, IConfigurationSection key)
    {
        foreach (var item in key.GetChildren())
            named[item.Key] = item.Value ?? "";
    }

    /// <summary>The type of the members, when they are groups of settings by name.</summary>
    static Type? GroupOf(Type type) =>
        type is { IsGenericType: true } && type.GetGenericArguments() is [var name, var group] && name == typeof(string) && group != typeof(string) ? group : null;

    static void AddTo(IDictionary groups, Type type, IConfigurationSection key, ICollection<string> faults)
    {
        foreach (var item in key.GetChildren())
        {
            var group = groups[item.Key] ?? Activator.CreateInstance(type)!;
            item.Fill(group, faults);
            groups[item.Key] = group;
        }
    }

    static void Set(object options, PropertyInfo setting, IConfigurationSection key, ICollection<string> faults)
    {
        // An empty text leaves a flag or number as it is; a text may be empty on purpose.
        if (key.Value!.Length == 0 && setting.PropertyType != typeof(string) && setting.PropertyType != typeof(string[]))
            return;
        if (SettingText.TryRead(key.Value, setting.PropertyType, out var value, out var rule))
            setting.SetValue(options, value);
        else
            faults.Add($"{key.Path} '{key.Value}': {rule}.");
    }
}

/// <summary>Some settings of the group are secrets. What stands under a misspelt key may be one, and is not repeated in the fault.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class HoldsSecretsAttribute : Attribute;
