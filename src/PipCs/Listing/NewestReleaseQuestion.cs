using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using PipCs.Index;
using PipCs.Resolution;
using PipCs.Resolution.Projects;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Versions;

namespace PipCs.Listing;

/// <summary>The question for the newest release on a page that the rules admit. The answer is <c>w</c> (wheel) or <c>s</c> (sdist) followed by the version, or empty for none.</summary>
internal static class NewestReleaseQuestion
{
    /// <summary>The question; null with <c>--uploaded-prior-to</c>, because the answer may then depend on the time of day and is not worth keeping.</summary>
    internal static PageQuestion? Of(ResolutionRequest rules) => rules.Options.UploadedPriorTo is not null ? null : new()
    {
        Key = KeyOf(rules),
        Answer = (page, isWhole) => UsableReleases.FindNewest(rules, page) is { } newest && (isWhole || !rules.Options.PreferBinary || newest.Kind == DistributionKind.Wheel) ? Write(newest)
            : isWhole ? [] : null,
    };

    internal static UsableRelease? Read(ReadOnlyMemory<byte>? answer)
        => answer is { Length: > 1 } text && PackageVersion.TryParse(text.Span[1..], out var version)
            ? new UsableRelease(version, text.Span[0] == 'w' ? DistributionKind.Wheel : DistributionKind.Sdist) : null;

    private static byte[] Write(UsableRelease release) => Encoding.UTF8.GetBytes((release.Kind == DistributionKind.Wheel ? "w" : "s") + release.Version);

    /// <summary>The key holds every rule, so that an answer is found again only by the same rules.</summary>
    private static string KeyOf(ResolutionRequest rules)
    {
        var tags = new XxHash128();
        foreach (var tag in rules.Tags.Tags)
        {
            tags.Append(MemoryMarshal.AsBytes(tag.AsSpan()));
            tags.Append([0]);
        }

        var (formats, releases) = (rules.Options.Formats, rules.Options.Releases);
        return string.Join('\n',
            "newest release", Convert.ToHexStringLower(tags.GetHashAndReset()), rules.PythonVersion, rules.Options.IgnoreRequiresPython, rules.Options.PreferBinary,
            formats.NoBinaryAll, formats.OnlyBinaryAll, Names(formats.NoBinary), Names(formats.OnlyBinary),
            releases.All, releases.OnlyFinalAll, Names(releases.AllReleases), Names(releases.OnlyFinal));
    }

    private static string Names(IEnumerable<ProjectName> names) => string.Join(',', names.Select(static name => name.Value).Order(StringComparer.Ordinal));
}
