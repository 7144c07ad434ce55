using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using PipCs.Harness;
using PipCs.Standards.FileNames;
using PipCs.Standards.Requirements;
using PipCs.Standards.Tests.Oracle;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests;

/// <summary>The NuGet package, and the example of its README.</summary>
public sealed class PackageTests : IDisposable
{
    /// <summary>What the program needs beside the package lies here already.</summary>
    private static readonly string GlobalPackages =
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private readonly string _folder = Directory.CreateTempSubdirectory("pipcs-package-").FullName;

    [Fact]
    public void Readme_example_prints_what_the_readme_says()
    {
        using var output = new StringWriter { NewLine = "\n" };
        RunExample(output);
        Assert.Equal(Block("text"), output.ToString());
    }

    [Fact]
    public void Readme_example_is_the_one_that_is_run_here()
    {
        string own = File.ReadAllText(InRepository("tests/PipCs.Standards.Tests/PackageTests.cs"));
        string[] statements = [.. Block("csharp").Split('\n').Where(line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal))];
        Assert.Contains(string.Concat(statements.Select(line => $"        {line}\n")), own);
    }

    /// <summary>A long run: packs, builds, publishes and runs a program that references the package, with every warning of the trimming and NativeAOT analysers an error.</summary>
    [Fact]
    public void Package_of_a_fresh_build_serves_a_trimmed_native_program()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PIPCS_PACKAGE") == "1", "PIPCS_PACKAGE=1 packs and publishes a program (two minutes)");
        Run("dotnet", ["pack", InRepository("src/PipCs.Standards"), "-c", "Release", "-o", Path.Combine(_folder, "feed"), "--nologo", "-v", "q"]);
        string package = Directory.GetFiles(Path.Combine(_folder, "feed"), "PipCs.Standards.*.nupkg").Single();
        CheckContents(package);
        Assert.Single(Directory.GetFiles(Path.Combine(_folder, "feed"), "*.snupkg"));

        string version = Path.GetFileNameWithoutExtension(package)["PipCs.Standards.".Length..];
        string program = Directory.CreateDirectory(Path.Combine(_folder, "program")).FullName;
        File.WriteAllText(Path.Combine(program, "Program.cs"), Block("csharp"));
        File.WriteAllText(Path.Combine(program, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="built here" value="{Path.Combine(_folder, "feed")}" /></packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(program, "program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <PublishAot>true</PublishAot>
                <TrimmerSingleWarn>false</TrimmerSingleWarn>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <ILLinkTreatWarningsAsErrors>true</ILLinkTreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>{Path.Combine(_folder, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{(Directory.Exists(GlobalPackages) ? GlobalPackages : "")}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PipCs.Standards" Version="{version}" />
                <TrimmerRootAssembly Include="PipCs.Standards" />
              </ItemGroup>
            </Project>
            """);
        Run("dotnet", ["publish", program, "-c", "Release", "-o", Path.Combine(_folder, "out"), "--nologo", "-v", "q"]);
        Assert.Equal(Block("text"), Run(Path.Combine(_folder, "out", "program"), []));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void RunExample(TextWriter Console)
    {
        PackageVersion candidate = PackageVersion.Parse("1.0rc1");
        bool isOlder = candidate < PackageVersion.Parse("1.0");
        Requirement requirement = Requirement.Parse("requests[socks] >= 2.31, != 2.32.0; python_version >= '3.9'");
        bool fits = requirement.Specifier.Contains(PackageVersion.Parse("2.32.3"));
        WheelFileName wheel = WheelFileName.Parse("Flask_SQLAlchemy-3.1.1-py3-none-any.whl");
        string read = Requirement.TryParse("requests => 2", out _, out string? error) ? "" : error;
        Console.WriteLine($"{candidate} {isOlder}, {requirement.Project} {fits}, {wheel.Project} {wheel.Version}");
        Console.WriteLine(read);
    }

    private static void CheckContents(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        string[] files = [.. archive.Entries.Select(entry => entry.FullName)];
        Assert.Contains("lib/net10.0/PipCs.Standards.dll", files);
        Assert.Contains("lib/net10.0/PipCs.Standards.xml", files);
        Assert.Contains("README.md", files);
        using Stream manifest = archive.GetEntry("PipCs.Standards.nuspec")!.Open();
        XElement metadata = XDocument.Load(manifest).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
        Assert.Equal("PipCs.Standards", Value("id"));
        Assert.Equal("MIT", Value("license"));
        Assert.NotEmpty(Value("description"));
        Assert.NotEmpty(Value("copyright"));
        Assert.Matches("^[0-9a-f]{40}$", metadata.Elements().Single(element => element.Name.LocalName == "repository").Attribute("commit")!.Value);
        Assert.Equal(["Tomlyn"], metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value));
    }

    private static string Block(string language)
    {
        string rest = File.ReadAllText(InRepository("src/PipCs.Standards/README.md")).Split($"```{language}\n")[1];
        return rest[..rest.IndexOf("```", StringComparison.Ordinal)];
    }

    private static string InRepository(string path) => Path.Combine(SharedFiles.Repository, path);

    private static string Run(string command, string[] arguments)
    {
        var start = new ProcessStartInfo(command) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        Array.ForEach(arguments, start.ArgumentList.Add);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)}\n{output}\n{errors.Result}");
        return output;
    }
}
