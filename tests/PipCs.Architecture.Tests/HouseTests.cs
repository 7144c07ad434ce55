using System.Diagnostics;
using System.Xml.Linq;

namespace PipCs.Architecture.Tests;

/// <summary>What every project and sample of the repository has.</summary>
public sealed class HouseTests
{
    public static TheoryData<string> Projects
        => [.. Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path))
            .Where(path => !path.StartsWith("artifacts", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_is_in_the_solution_and_has_a_readme_and_a_lock_file(string project)
    {
        var solution = XDocument.Load(Path.Combine(Repository.Root, "PipCs.slnx"));
        Assert.Contains(project, solution.Descendants("Project").Select(element => element.Attribute("Path")!.Value));
        var folder = Path.Combine(Repository.Root, Path.GetDirectoryName(project)!);
        Assert.True(File.Exists(Path.Combine(folder, "README.md")), $"{project} has no README.md beside it: purpose, what comes in, what goes out.");
        Assert.True(File.Exists(Path.Combine(folder, "packages.lock.json")), $"{project} has no packages.lock.json beside it.");
    }

    [Fact]
    public void Decision_records_have_different_numbers()
    {
        var numbers = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "decisions"), "*.md")
            .Select(path => Path.GetFileName(path)[..4])
            .ToArray();
        Assert.Equal(numbers.Distinct(), numbers);
    }

    [Fact]
    public void Dependency_has_a_decision_record()
    {
        var records = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs", "decisions"), "*.md").Select(File.ReadAllText));
        var dependencies = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(element => element.Attribute("Include")!.Value);
        Assert.All(dependencies, name => Assert.Contains(name, records, StringComparison.Ordinal));
    }

    [Fact]
    public void Samples_are_what_their_script_makes()
    {
        using var process = Process.Start(new ProcessStartInfo("python3", [Path.Combine(Repository.Root, "samples", "make"), "--check"])
        {
            RedirectStandardError = true,
        })!;
        var output = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }
}
