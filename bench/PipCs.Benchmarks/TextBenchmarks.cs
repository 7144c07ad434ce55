using System.Text;
using BenchmarkDotNet.Attributes;
using PipCs.Standards.FileNames;
using PipCs.Standards.Markers;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Benchmarks;

/// <summary>Versions, specifiers, requirements, markers and file names. Each loops over a list; <c>bench/standards.py</c> divides by its length.</summary>
public class TextBenchmarks
{
    private readonly string[] _versionTexts = Inputs.Texts("versions");
    private readonly string[] _requirementTexts = Inputs.Texts("requirements");
    private readonly string[] _wheelTexts = Inputs.Texts("wheels");
    private readonly byte[][] _versionBytes = [.. Inputs.Texts("versions").Select(Encoding.UTF8.GetBytes)];
    private readonly PackageVersion[] _versions = [.. Inputs.Texts("versions").Select(text => PackageVersion.Parse(text))];
    private readonly SpecifierSet _specifiers = SpecifierSet.Parse(Inputs.Text("specifiers"));
    private readonly Marker[] _markers = [.. Inputs.Texts("markers").Select(text => Marker.Parse(text))];
    private readonly MarkerEnvironment _environment = Inputs.Environment();

    [Benchmark]
    public int VersionParse() => Count(_versionTexts, static text => PackageVersion.TryParse(text, out _));

    [Benchmark]
    public int VersionParseUtf8() => Count(_versionBytes, static text => PackageVersion.TryParse(text, out _));

    /// <summary>Each with the one before it.</summary>
    [Benchmark]
    public int VersionCompare()
    {
        PackageVersion[] versions = _versions;
        PackageVersion previous = versions[^1];
        int below = 0;
        foreach (PackageVersion version in versions)
        {
            below += previous < version ? 1 : 0;
            previous = version;
        }

        return below;
    }

    [Benchmark]
    public int SpecifierContains() => Count(_versions, version => _specifiers.Contains(version, true));

    [Benchmark]
    public int RequirementParse() => Count(_requirementTexts, static text => Requirement.TryParse(text, out _));

    [Benchmark]
    public int MarkerEvaluate() => Count(_markers, marker => marker.Evaluate(_environment, "test"));

    [Benchmark]
    public int WheelFileNameParse() => Count(_wheelTexts, static text => WheelFileName.TryParse(text, out _));

    private static int Count<T>(T[] inputs, Func<T, bool> holds)
    {
        int count = 0;
        foreach (T input in inputs)
        {
            count += holds(input) ? 1 : 0;
        }

        return count;
    }
}
