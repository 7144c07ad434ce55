using System.Text;
using BenchmarkDotNet.Attributes;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Benchmarks;

/// <summary>Versions as a page of an index has them: read, ordered, asked whether they satisfy.</summary>
[MemoryDiagnoser]
public class VersionBenchmarks
{
    private static readonly string[] Texts =
        ["1.0", "1.0.1", "2.31.0", "1.26.0b1", "2024.2.2", "1!2.0.post3", "0.1.dev12", "3.0rc2+cu118", "10.4.0.20240101", "4.0.0a7"];

    private readonly byte[][] _bytes = [.. Texts.Select(Encoding.UTF8.GetBytes)];
    private readonly PackageVersion[] _versions = [.. Texts.Select(text => PackageVersion.Parse(text))];
    private readonly PackageVersion[] _sorted = new PackageVersion[Texts.Length];
    private readonly SpecifierSet _specifiers = SpecifierSet.Parse(">=1.0,!=1.26.*,<5");

    [Benchmark(OperationsPerInvoke = 10)]
    public int Parse()
    {
        var read = 0;
        foreach (var text in _bytes)
        {
            read += PackageVersion.TryParse(text, out _) ? 1 : 0;
        }

        return read;
    }

    [Benchmark]
    public PackageVersion Sort()
    {
        _versions.CopyTo(_sorted, 0);
        Array.Sort(_sorted);
        return _sorted[0];
    }

    [Benchmark(OperationsPerInvoke = 10)]
    public int Contains()
    {
        var count = 0;
        foreach (var version in _versions)
        {
            count += _specifiers.Contains(version, true) ? 1 : 0;
        }

        return count;
    }
}
