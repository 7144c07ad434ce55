using System.Text;
using System.Text.Json;
using PipCs.Standards.DependencyGroups;
using PipCs.Standards.DirectUrls;
using PipCs.Standards.EntryPoints;
using PipCs.Standards.FileNames;
using PipCs.Standards.InlineScripts;
using PipCs.Standards.Licenses;
using PipCs.Standards.LockFiles;
using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Projects;
using PipCs.Standards.Pyproject;
using PipCs.Standards.Recording;
using PipCs.Standards.Requirements;
using PipCs.Standards.RequirementsFiles;
using PipCs.Standards.SimpleApi;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Tags;
using PipCs.Standards.Toml;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests;

/// <summary>Every parser by name, for tests that give all of them the same kind of input; what is read is used too, where that is work of its own.</summary>
internal static class Parsers
{
    private static readonly SupportedTags Supported = new(["cp311-cp311-linux_x86_64", "py3-none-any"]);

    private static readonly Dictionary<string, Action<byte[]>> All = new()
    {
        ["version"] = OfText(text => _ = PackageVersion.TryParse(text, out PackageVersion version) ? version.ToString().Length + version.GetHashCode() : 0),
        ["version, UTF-8"] = bytes => PackageVersion.TryParse(bytes, out _),
        ["specifier"] = OfText(text => _ = Specifier.TryParse(text, out Specifier one) ? one.ToString().Length + one.GetHashCode() : 0),
        ["specifiers"] = OfText(text => _ = SpecifierSet.TryParse(text, out SpecifierSet? set) ? set.ToString().Length + (set.Contains(PackageVersion.Parse("1.0+local")) ? 1 : 0) : 0),
        ["marker"] = OfText(text => Marker.TryParse(text, out _)),
        ["marker, simplified"] = OfText(text => _ = Marker.TryParse(text, out Marker? marker) && marker.Simplify().IsAlways),
        ["requirement"] = OfText(text => _ = Requirement.TryParse(text, out Requirement? requirement, out _) && requirement.Equals(requirement)),
        ["requirement, UTF-8"] = bytes => Requirement.TryParse(bytes, out _, out _),
        ["name"] = OfText(text => _ = ProjectName.TryParse(text, out _) ? ProjectName.Normalize(text) : ProjectName.Normalize(text.AsSpan())),
        ["wheel file name"] = OfText(text => _ = WheelFileName.TryParse(text, out _, out _) || WheelFileName.TryParse(text + "-1-py3-none-any.whl", out _) || WheelFileName.TryParse("a-1-" + text + "-none-any.whl", out _)),
        ["sdist file name"] = OfText(text => _ = SdistFileName.TryParse(text, out _) || SdistFileName.TryParse(text + ".zip", out _)
            || SdistFileName.TryParse(text, ProjectName.Normalize("zope-interface"), out _) || SdistFileName.TryParse(text + "-1.tar.gz", ProjectName.Normalize(text), out _)),
        ["tags"] = OfText(text => _ = (TagSet.TryParse(text, out TagSet? set) ? set.Count + set.ToString().Length : 0) + Supported.Rank(text) + Supported.Rank($"{text}py3-{text}none-{text}any")),
        ["musl, glibc"] = OfText(text => _ = LinuxSystem.ParseMusl(text) is null && LinuxSystem.ParseVersion(text) is null),
        ["license"] = OfText(text => LicenseExpression.TryParse(text, out _, out _)),
        ["metadata"] = bytes => CoreMetadata.Parse(bytes, universalNewlines: true).GetAll("A"),
        ["metadata validation"] = bytes => CoreMetadata.Validate(bytes),
        ["dependencies"] = bytes => CoreMetadata.TryReadDependencies(bytes, out _, out _),
        ["WHEEL"] = bytes => WheelMetadata.TryParse(bytes, out _, out _),
        ["RECORD"] = bytes => RecordFile.Read(bytes),
        ["entry points"] = bytes => EntryPointsFile.Read(bytes),
        ["direct URL"] = bytes => DirectUrl.TryParse(bytes, out _, out _),
        ["provenance URL"] = bytes => ProvenanceUrl.TryParse(bytes, out _, out _),
        ["requirements file"] = bytes => RequirementsFile.Parse(RequirementsFile.Decode(bytes), static name => name == "A" ? "b" : null),
        ["inline script"] = OfText(text => InlineScriptMetadata.Parse(text)),
        ["TOML"] = bytes => _ = TomlTable.TryParse(bytes, out TomlTable? table, out _) ? table.ToString().Length : 0,
        ["pyproject.toml"] = bytes => ReadProject(PyprojectFile.Parse(bytes)),
        ["dependency groups"] = bytes => ReadGroups(PyprojectFile.Parse(bytes)),
        ["lock file"] = bytes => _ = LockFile.TryParse(bytes, out LockFile? file, out _) ? file.ToString().Length : 0,
        ["page in JSON"] = bytes => Build(builder => builder.AddJson("https://x.org/", "https://x.org/simple/a/", bytes)),
        ["page in HTML"] = OfText(text => Build(builder => builder.AddHtml("https://x.org/", "https://x.org/simple/a/", text))),
        ["page as stored"] = bytes => _ = ProjectPage.TryRead(ProjectName.Normalize("a"), bytes, out ProjectPage? page) ? page.FileCount : 0,
        ["simple API"] = bytes => ProjectDetails.TryParse(bytes, out _, out _),
        ["upload time"] = bytes => UploadTime.TryParse(bytes, out _),
        ["URL"] = OfText(text => _ = LinkUrl.FileName(text).Length + LinkUrl.Redact(text).Length + LinkUrl.EnsureQuoted(text).Length + LinkUrl.Join("https://x.org/a/", text).Length + (LinkEquivalence.AreEquivalent(text, text) ? 1 : 0)),
    };

    /// <summary>The names of all.</summary>
    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Reads the input, which may be refused in the documented ways.</summary>
    public static void Read(string name, byte[] input)
    {
        try
        {
            All[name](input);
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            // The documented ones.
        }
    }

    private static Action<byte[]> OfText(Action<string> read) => bytes => read(Encoding.UTF8.GetString(bytes));

    private static void ReadProject(PyprojectFile file)
    {
        _ = file.ReadBuildSystem();
        _ = file.ReadProject();
    }

    private static void ReadGroups(PyprojectFile file)
    {
        var groups = new DependencyGroupSet(file.Document);
        foreach (string name in groups.Names)
        {
            _ = groups.Resolve(name);
        }
    }

    private static void Build(Action<ProjectPageBuilder> add)
    {
        var builder = new ProjectPageBuilder(ProjectName.Normalize("a"));
        add(builder);
        ProjectPage page = builder.Build();
        for (int i = 0; i < page.FileCount; i++)
        {
            ProjectFile file = page.GetFile(i);
            _ = file.Url.Length + file.FileName.Length + file.Hashes.Count + (file.UploadTime is null ? 0 : 1);
        }
    }
}
