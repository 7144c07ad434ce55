using System.Text;
using PipCs.Standards.DirectUrls;
using PipCs.Standards.EntryPoints;
using PipCs.Standards.FileNames;
using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Recording;
using PipCs.Standards.Requirements;
using PipCs.Standards.RequirementsFiles;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Tags;
using PipCs.Standards.Tests.Oracle;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests;

/// <summary>Whatever the input: an answer or a <see cref="FormatException"/>. That the time grows only as the input does: <see cref="LinearTimeTests"/>.</summary>
public sealed class HostileInputTests
{
    private static readonly SupportedTags Tags = new(["py3-none-any"]);

    [Fact]
    public void Parsers_random_characters_raise_nothing_else()
    {
        var random = new Random(31);
        var source = new CaseSource(32);
        for (int i = 0; i < 3000; i++)
        {
            string text = i % 2 == 0
                ? string.Create(random.Next(40), random, (span, generator) =>
                {
                    foreach (ref char c in span)
                    {
                        c = (char)(generator.Next(8) == 0 ? generator.Next(0x10000) : generator.Next(0x80));
                    }
                })
                : source.Mutate(source.Mutate(source.Requirement()));
            ReadWithEverything(text);
        }
    }

    private static void ReadWithEverything(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _ = PackageVersion.TryParse(text, out PackageVersion version) ? version.ToString().Length + version.GetHashCode() : 0;
        _ = PackageVersion.TryParse(bytes, out _);
        _ = SpecifierSet.TryParse(text, out SpecifierSet? set) ? set.ToString().Length + (set.Contains(PackageVersion.Parse("1.0+local")) ? 1 : 0) : 0;
        _ = Marker.TryParse(text, out _);
        _ = Requirement.TryParse(text, out Requirement? requirement, out _) && requirement.Equals(requirement);
        _ = ProjectName.TryParse(text, out _);
        _ = ProjectName.Normalize(text);
        _ = WheelFileName.TryParse(text + "-1-py3-none-any.whl", out _);
        _ = SdistFileName.TryParse(text + "-1.tar.gz", ProjectName.Normalize(text), out _);
        _ = SdistFileName.TryParse(text + ".zip", out _);
        _ = Tags.Rank(text);
        _ = CoreMetadata.TryReadDependencies(bytes, out _, out _);
        _ = CoreMetadata.Parse(bytes, universalNewlines: true).GetFirst("A");
        _ = RecordFile.Read(bytes);
        _ = DirectUrl.TryParse(bytes, out _);
        Refusable(() => EntryPointsFile.Read(bytes));
        Refusable(() => RequirementsFile.Parse(RequirementsFile.Decode(bytes), _ => null));
    }

    private static void Refusable(Func<object> read)
    {
        try
        {
            _ = read();
        }
        catch (FormatException)
        {
            // The documented one.
        }
    }
}
