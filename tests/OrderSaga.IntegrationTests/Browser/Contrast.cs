namespace OrderSaga.IntegrationTests.Browser;

/// <summary>WCAG 2.1, 1.4.3: text has 4.5 times the luminance of its ground or the other way round, large text 3 times.</summary>
static class Contrast
{
    /// <summary>Evaluates to a line for each text that has less.</summary>
    public const string Script = """
        () => {
          const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          const colour = (css) => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = css;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data];
          };
          const luminance = ([r, g, b]) => [r, g, b]
            .map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
            .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
          const ground = (element) => {
            for (let at = element; at; at = at.parentElement) {
              const found = colour(getComputedStyle(at).backgroundColor);
              if (found[3] === 255) return found;
            }
            return [255, 255, 255, 255];
          };
          const faults = [];
          for (const element of document.querySelectorAll("body *")) {
            const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent.trim()).join("");
            const style = getComputedStyle(element);
            if (!text || !element.checkVisibility({ visibilityProperty: true }) || element.matches("option")) continue;
            const [one, other] = [luminance(colour(style.color)), luminance(ground(element))];
            const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
            const size = parseFloat(style.fontSize);
            const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
            if (ratio < (isLarge ? 3 : 4.5)) faults.push(`${element.tagName} "${text.slice(0, 40)}" ${ratio.toFixed(2)} ${style.color}`);
          }
          return faults;
        }
        """;
}
