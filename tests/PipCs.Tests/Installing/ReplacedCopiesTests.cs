using PipCs.Cache;
using PipCs.Diagnostics;
using PipCs.Install;
using PipCs.Installing;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Standards.Names;

namespace PipCs.Tests.Installing;

/// <summary>What an install takes away, by where it installs to and where copies of the project lie.</summary>
public sealed class ReplacedCopiesTests : IDisposable
{
    private static readonly ProjectName Project = ProjectName.Normalize("alpha");
    private readonly string _folder = Directory.CreateTempSubdirectory("pipcs-copies-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>
    /// Places: <c>before</c> is on PYTHONPATH, <c>user</c> the user's site-packages, <c>own</c> what the scheme writes to, <c>system</c> a system package manager's
    /// folder behind it (Debian's dist-packages, or the base's of an environment with system site-packages), <c>named</c> the folder of an option.
    /// </summary>
    [Theory]
    [InlineData("python", "", "")]
    [InlineData("python", "own", "own goes")]
    [InlineData("python", "user", "user goes")]
    [InlineData("python", "user own", "user goes, own goes")]
    [InlineData("python", "before own", "before goes, own goes")]
    [InlineData("python", "system", "system stays")]
    [InlineData("python", "own system", "own goes")]
    [InlineData("python", "user system", "user goes")]
    [InlineData("python", "named", "")]
    [InlineData("environment", "own", "own goes")]
    [InlineData("environment", "system", "system stays")]
    [InlineData("environment", "own system", "own goes")]
    [InlineData("--user", "own", "")]
    [InlineData("--user", "user", "user goes")]
    [InlineData("--user", "user own", "user goes")]
    [InlineData("--user", "before user", "user goes")]
    [InlineData("--user", "system", "")]
    [InlineData("--user in an environment", "own", "refused")]
    [InlineData("--user in an environment", "user", "user goes")]
    [InlineData("--user in an environment", "system", "")]
    [InlineData("--prefix", "own", "")]
    [InlineData("--prefix", "user", "")]
    [InlineData("--prefix", "named", "named goes")]
    [InlineData("--prefix", "own named", "named goes")]
    [InlineData("--prefix of the environment", "own", "own goes")]
    [InlineData("--root", "own", "")]
    [InlineData("--target", "own", "")]
    [InlineData("--target", "own named", "named goes")]
    [InlineData("--ignore-installed", "own", "")]
    public void Of_where_a_copy_lies_takes_away(string scheme, string places, string expected)
    {
        foreach (var place in places.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Directory.CreateDirectory(Path.Join(_folder, place, "lib", "alpha-1.0.dist-info"));
            File.WriteAllText(Path.Join(_folder, place, "lib", "alpha-1.0.dist-info", "METADATA"), "Metadata-Version: 2.1\nName: alpha\nVersion: 1.0\n");
        }

        var interpreter = Describe(scheme is "environment" or "--user in an environment");
        var target = new InstallTarget
        {
            Interpreter = interpreter,
            ScriptExecutable = interpreter.Executable,
            Kind = scheme.StartsWith("--user", StringComparison.Ordinal) ? TargetKind.User : scheme is "python" or "environment" or "--ignore-installed" ? TargetKind.Environment : TargetKind.Folder,
            Scheme = scheme.StartsWith("--user", StringComparison.Ordinal) ? interpreter.UserScheme! : scheme is "--prefix" or "--target" ? Scheme("named") : interpreter.Scheme,
            Root = scheme == "--root" ? Path.Join(_folder, "root") : null,
        };
        var copies = new ReplacedCopies(target, InstalledDistributions.Scan(interpreter), replaces: scheme != "--ignore-installed");
        Assert.Equal(expected, Describe(copies));
    }

    private static string Describe(ReplacedCopies copies)
    {
        try
        {
            copies.RefuseHidden([Project]);
        }
        catch (UserErrorException error)
        {
            Assert.StartsWith("Will not install to the user site because it will lack sys.path precedence to alpha in ", error.Message, StringComparison.Ordinal);
            return "refused";
        }

        return string.Join(", ", copies.Of(Project).Select(static copy =>
            Path.GetFileName(Path.GetDirectoryName(copy.Distribution.Location)) + (copy.LeftAlone is null ? " goes" : " stays")));
    }

    private Interpreter Describe(bool isEnvironment)
    {
        var found = InterpreterFinder.Find(new InterpreterQuery { EnvironmentVariable = static name => name == "PATH" ? Environment.GetEnvironmentVariable(name) : null }, CacheRoot.Disabled);
        string[] order = isEnvironment ? ["before", "own", "user", "system"] : ["before", "user", "own", "system"];
        return found with
        {
            Prefix = Path.Join(_folder, "own"),
            BasePrefix = Path.Join(_folder, isEnvironment ? "base" : "own"),
            IncludesSystemSitePackages = isEnvironment,
            Scheme = Scheme("own"),
            UserScheme = Scheme("user"),
            UserSiteFolder = Path.Join(_folder, "user", "lib"),
            IsUserSiteEnabled = true,
            SearchFolders = [.. order.Select(place => Path.Join(_folder, place, "lib"))],
            FirstSiteFolder = 1,
        };
    }

    private InstallationScheme Scheme(string place)
    {
        var folder = Path.Join(_folder, place);
        return new(Path.Join(folder, "lib"), Path.Join(folder, "lib"), Path.Join(folder, "include"), Path.Join(folder, "bin"), folder);
    }
}
