namespace OrderSaga.Gateway.Html.Parts;

/// <summary>How far something is.</summary>
static class ProgressBar
{
    /// <param name="percent">0 to 100; null for a bar that only tells that something goes on.</param>
    /// <param name="label">What it is that goes on, for those who don't see the bar.</param>
    public static Markup Of(int? percent, string label) => percent is { } done
        ? Known(done, label)
        : $"""<div class="progress"><progress aria-label="{label}"></progress></div>""";

    static Markup Known(int done, string label) =>
        $"""<div class="progress"><progress aria-label="{label}" max="100" value="{done}">{done} %</progress><span class="figure">{done} %</span></div>""";
}
