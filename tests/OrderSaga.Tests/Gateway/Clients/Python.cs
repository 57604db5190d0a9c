namespace OrderSaga.Tests.Gateway.Clients;

static class Python
{
    // Debian's packages belong to its own python3, and another one may stand before that.
    static readonly string[] Interpreters = ["python3", "/usr/bin/python3"];

    /// <summary>The first interpreter that has the module, or null.</summary>
    public static async Task<string?> WithAsync(string module)
    {
        foreach (var interpreter in Interpreters)
        {
            if (await Command.RunAsync(interpreter, ["-c", $"import {module}"]) is { Code: 0 })
                return interpreter;
        }
        return null;
    }
}
