using System.Text.RegularExpressions;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Wire;

namespace OrderSaga.Simulator.Intake;

/// <summary>
/// The checks of the feature manager that end in DENIED, all of them on each request (REGARDS contract: what happens to a request that
/// is not right). Texts are ours; the bracketed codes are REGARDS', but for those that begin with <c>standin.</c>, whose real code is not known.
/// </summary>
static partial class Denials
{
    public const string IdInUse = "[request.requestId.exists.error.message] the request id is in use";

    /// <summary>Longest provider id, in characters.</summary>
    const int MaxProviderId = 100;

    /// <summary>Most locations to store, and most to reference, in one request.</summary>
    const int MaxFiles = 100;

    public static List<string> Of(RequestHeaders headers, ReceivedPatch request, StandInSettings settings)
    {
        var errors = new List<string>();
        if (headers.RequestId is null)
            errors.Add("[missing.request.id.header] the request has no header regards.request.id");
        if (headers.RequestDate is null)
            errors.Add("[missing.request.date.header] the request has no header regards.request.date");
        if (headers.RequestOwner is null)
            errors.Add("[missing.request.owner.header] the request has no header regards.request.owner");
        if (request.Urn is null)
            errors.Add("[feature.urn.required.error.message] a patch needs the URN of its product");
        if (request.ProviderId is { Length: > MaxProviderId })
            errors.Add($"[feature.id.length.error.message] the provider id is longer than {MaxProviderId} characters");
        if (settings.Models.Count > 0 && !settings.Models.Contains(request.Model, StringComparer.Ordinal))
            errors.Add($"[error.unknown.model.message] model {request.Model} is not known");
        if (request.Files.Count > 0)
            AddFileErrors(request.Files, errors);

        return errors;
    }

    static void AddFileErrors(IReadOnlyList<ReceivedFile> files, List<string> errors)
    {
        var stores = files.Count(file => file.Stores);
        var references = files.Count(file => file.References);
        if (stores > 0 && references > 0)
            errors.Add("[feature.files.storage.unsupported] files to store and files to reference are mixed");
        if (stores > MaxFiles || references > MaxFiles)
            errors.Add($"[standin.files.count] more than {MaxFiles} files of one kind");
        if (files.DistinctBy(file => file.Checksum, StringComparer.Ordinal).Count() != files.Count)
            errors.Add("[standin.files.checksum] two files have the same checksum");
        foreach (var url in files.SelectMany(file => file.Urls).Where(url => !JavaUrl.IsMatch(url)))
            errors.Add($"[standin.files.url] {url} is not a URL");
    }

    // The protocols Java's URL class has handlers for; s3 is none of them.
    [GeneratedRegex(@"\A(?:https?|ftp|file|mailto|jar):", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    static partial Regex JavaUrl { get; }
}
