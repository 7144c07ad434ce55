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
    public int VersionParse()
    {
        int read = 0;
        foreach (string text in _versionTexts)
        {
            read += PackageVersion.TryParse(text, out _) ? 1 : 0;
        }

        return read;
    }

    [Benchmark]
    public int VersionParseUtf8()
    {
        int read = 0;
        foreach (byte[] text in _versionBytes)
        {
            read += PackageVersion.TryParse(text, out _) ? 1 : 0;
        }

        return read;
    }

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
    public int SpecifierContains()
    {
        int count = 0;
        foreach (PackageVersion version in _versions)
        {
            count += _specifiers.Contains(version, true) ? 1 : 0;
        }

        return count;
    }

    [Benchmark]
    public int RequirementParse()
    {
        int read = 0;
        foreach (string text in _requirementTexts)
        {
            read += Requirement.TryParse(text, out _) ? 1 : 0;
        }

        return read;
    }

    [Benchmark]
    public int MarkerEvaluate()
    {
        int held = 0;
        foreach (Marker marker in _markers)
        {
            held += marker.Evaluate(_environment, "test") ? 1 : 0;
        }

        return held;
    }

    [Benchmark]
    public int WheelFileNameParse()
    {
        int read = 0;
        foreach (string text in _wheelTexts)
        {
            read += WheelFileName.TryParse(text, out _) ? 1 : 0;
        }

        return read;
    }
}
