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

/// <summary>Which release is the newest that the rules admit, as a question to a page: <c>w</c> or <c>s</c> for a wheel or an sdist, then the version; empty for none.</summary>
internal static class NewestReleaseQuestion
{
    /// <summary>The question; null where the answer depends on the time of day, so that keeping it is of no use.</summary>
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

    /// <summary>All that the rules say: answers to other rules are other answers.</summary>
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
