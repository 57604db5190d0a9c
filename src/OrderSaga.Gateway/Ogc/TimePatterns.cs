namespace OrderSaga.Gateway.Ogc;

/// <summary>How RFC 3339 times look, as regular expressions of ECMA 262; whether there is such a day they can't tell.</summary>
static class TimePatterns
{
    const string Date = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";

    const string DateTime = Date + @"[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";

    const string End = $@"({DateTime}|{Date}|\.\.|)";

    /// <summary>An instant, or an interval of which one end may be open.</summary>
    public const string Range = $@"^(?!(\.\.)?/(\.\.)?$)({DateTime}|{End}/{End}){Schema.End}";
}
