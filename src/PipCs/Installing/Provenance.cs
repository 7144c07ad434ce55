using PipCs.Resolution;
using PipCs.Standards.DirectUrls;
using PipCs.Standards.Projects;

namespace PipCs.Installing;

/// <summary>
/// The recorded origin of a distribution: <c>direct_url.json</c> has it where a requirement named its URL (PEP 610), the installation report always. The
/// request for its bytes is another value, because that may name a mirror or a file of the cache.
/// </summary>
/// <param name="Url">The URL without fragment.</param>
/// <param name="IsDirect">Whether a requirement named the URL; otherwise an index or a find-links page listed it.</param>
internal sealed record Provenance(string Url, bool IsDirect)
{
    /// <summary>The provenance of an archive that is installed from a source.</summary>
    internal static Provenance Of(DistributionSource source) => source switch
    {
        DistributionSource.IndexFile { File: var file } => new(file.Url, IsDirect: false),
        DistributionSource.Direct direct => new(direct.Location, IsDirect: true),
        _ => throw new ArgumentException("It is installed already.", nameof(source)),
    };

    /// <summary>The direct URL data structure.</summary>
    /// <param name="sha256">The archive's SHA-256 in lower-case hexadecimal; null where it is not known.</param>
    internal DirectUrl ToDirectUrl(string? sha256) => new()
    {
        Url = Url,
        Archive = new(sha256 is null ? null : new Dictionary<string, string> { ["sha256"] = sha256 }),
    };
}
