using PipCs.Harness;
using PipCs.Python.Interpreters;
using PipCs.Python.Tests.Tags;

namespace PipCs.Python.Tests.Interpreters;

public sealed class InterpreterFinderTests
{
    public static TheoryData<string> Interpreters => new(Machine.Interpreters);

    [SharedTheory("mirror/files")]
    [MemberData(nameof(Interpreters))]
    public void Find_markers_are_those_of_packaging(string executable)
    {
        Assert.SkipUnless(ProbedTagsTests.Version(executable) >= 9, "packaging 26.3 needs Python 3.9");

        var lines = Machine.Run(executable, "-c", $"import sys; sys.path.insert(0, {ProbedTagsTests.Literal(Machine.Packaging!)})\nfrom packaging.markers import default_environment\nfor item in sorted(default_environment().items()): print('='.join(item))");
        var markers = Machine.Describe(executable).Markers;

        Assert.Equal(lines, new[]
        {
            "implementation_name=" + markers.ImplementationName,
            "implementation_version=" + markers.ImplementationVersion,
            "os_name=" + markers.OsName,
            "platform_machine=" + markers.PlatformMachine,
            "platform_python_implementation=" + markers.PlatformPythonImplementation,
            "platform_release=" + markers.PlatformRelease,
            "platform_system=" + markers.PlatformSystem,
            "platform_version=" + markers.PlatformVersion,
            "python_full_version=" + markers.PythonFullVersion,
            "python_version=" + markers.PythonVersion,
            "sys_platform=" + markers.SysPlatform,
        });
    }

    [Theory]
    [MemberData(nameof(Interpreters))]
    public void Find_environment_is_described_as_its_own_probe_would(string executable)
    {
        using var folder = new TemporaryFolder();
        foreach (var option in new[] { "--symlinks", "--copies", "--system-site-packages" })
        {
            if (option == "--copies" && executable != Machine.Interpreters[0])
            {
                // Once is enough, and pypy would copy all of /usr/lib.
                continue;
            }

            var python = Machine.MakeEnvironment(executable, Path.Join(folder.Path, "environment" + option), option);
            var derived = Machine.Describe(python);
            var probed = InterpreterProbe.Run(python);

            Assert.Equal(probed.Get(Fact.Executable), derived.Executable);
            Assert.Equal(probed.Get(Fact.Prefix), derived.Prefix);
            Assert.Equal(probed.Get(Fact.BasePrefix), derived.BasePrefix);
            Assert.Equal(probed.Get(Fact.StandardLibrary), derived.StandardLibrary);
            Assert.Equal(option == "--system-site-packages", derived.IncludesSystemSitePackages);
            Assert.Equal(SysPath(python), derived.SitePaths);
            var user = derived.UserSiteFolder![..derived.UserSiteFolder!.IndexOf("/lib/", StringComparison.Ordinal)];
            Assert.Equal(InstallationScheme.From(probed.GetList(Fact.OwnScheme), derived.Prefix, user), derived.Scheme);
            Assert.Equal(InstallationScheme.From(probed.GetList(Fact.OwnPrefixScheme), "/elsewhere", user), derived.SchemeForPrefix("/elsewhere"));
            Assert.Equal(InstallationScheme.From(probed.GetList(Fact.OwnHomeScheme), "/elsewhere", user), derived.SchemeForHome("/elsewhere"));
            if (option == "--system-site-packages")
            {
                Assert.Equal(InstallationScheme.From(probed.GetList(Fact.OwnUserScheme), derived.Prefix, user), derived.UserScheme);
            }
            else
            {
                Assert.Null(derived.UserScheme);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Interpreters))]
    public void Run_without_site_tells_the_same(string executable)
    {
        Assert.SkipUnless(EnvironmentConfiguration.ReadFor(executable) is null, "is in an environment");
        var usual = InterpreterProbe.Run(executable);
        var quick = InterpreterProbe.Run(executable, withSite: false);
        foreach (var fact in Enum.GetValues<Fact>())
        {
            Assert.Equal(usual.Get(fact), quick.Get(fact));
        }
    }

    [Theory]
    [MemberData(nameof(Interpreters))]
    public void SitePaths_are_those_of_sys_path(string executable)
        => Assert.Equal(SysPath(executable), Machine.Describe(executable).SitePaths);

    private static string[] SysPath(string python) => Machine.Run(python, "-c", """
        import sys, os
        for path in sys.path[1:]:
            if os.path.isdir(path):
                print(path)
        """);
}
