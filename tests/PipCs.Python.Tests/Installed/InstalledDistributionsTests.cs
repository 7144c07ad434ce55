using PipCs.Python.Installed;
using PipCs.Standards.Names;

namespace PipCs.Python.Tests.Installed;

public sealed class InstalledDistributionsTests
{
    [Fact]
    public void Scan_reads_every_kind_of_metadata()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Foo.Bar-1.0.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: Foo.Bar\nVersion: 1.0\n\nbody\n");
        folder.Write("legacy-2.0-py3.11.egg-info/PKG-INFO", "Metadata-Version: 1.0\nName: Legacy\nVersion: 2.0\n");
        folder.Write("legacy-2.0-py3.11.egg-info/requires.txt", "six\n\n[Extra_One]\nfoo>1\n[:python_version<'3']\nenum34\n");
        folder.Write("disty-0.3.egg-info", "Metadata-Version: 1.0\nName: disty\nVersion: 0.3\n");

        var installed = InstalledDistributions.Scan([folder.Path, Path.Join(folder.Path, "missing")]);

        Assert.Equal(["disty 0.3 EggInfoFile", "Foo.Bar 1.0 DistInfo", "Legacy 2.0 EggInfoFolder"], installed.All.Select(found => $"{found} {found.Kind}"));
        Assert.True(installed.TryGet(ProjectName.Normalize("FOO_bar"), out var foo));
        Assert.Equal("1.0.0", foo.Version.ToString());
        Assert.Equal("1.0", foo.VersionText);
        Assert.False(installed.TryGet(ProjectName.Normalize("missing"), out _));
        Assert.True(installed.TryGet(ProjectName.Normalize("legacy"), out var legacy));
        Assert.Equal(["six", "foo>1; extra == \"extra-one\"", "enum34; python_version < \"3\""], legacy.Dependencies.RequiresDist.Select(requirement => requirement.ToString()));
        Assert.Equal(["extra-one"], legacy.Dependencies.ProvidesExtra);
        Assert.Empty(installed.Warnings);
    }

    [Fact]
    public void Scan_first_folder_wins()
    {
        using var folder = new TemporaryFolder();
        folder.Write("one/a_b-1.0.dist-info/METADATA", "Name: a-b\nVersion: 1.0\n");
        folder.Write("two/A.B-2.0.dist-info/METADATA", "Name: A.B\nVersion: 2.0\n");

        Assert.Equal("1.0", Assert.Single(InstalledDistributions.Scan([folder.Path + "/one", folder.Path + "/two"]).All).VersionText);
        Assert.Equal("2.0", Assert.Single(InstalledDistributions.Scan([folder.Path + "/two", folder.Path + "/one"]).All).VersionText);
    }

    [Fact]
    public void Scan_what_is_invalid_is_warned_of()
    {
        using var folder = new TemporaryFolder();
        folder.Write("~aiz-1.0.dist-info/METADATA", "Name: paiz\nVersion: 1.0\n");
        folder.Write("b@d-1.0.dist-info/METADATA", "Name: b@d\nVersion: 1.0\n");
        folder.Write("-x-1.0.dist-info/RECORD", "");

        var installed = InstalledDistributions.Scan([folder.Path]);

        Assert.Empty(installed.All);
        Assert.Equal(
            [
                $"Ignoring incompletely removed distribution ~aiz-1.0.dist-info ({folder.Path}); '~'-prefixed leftover directories are the result of a previous incomplete installation, and can be deleted",
                $"Ignoring invalid distribution b@d ({folder.Path})",
                $"Skipping {folder.Path}/-x-1.0.dist-info due to invalid metadata entry 'name'",
            ],
            installed.Warnings.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Scan_metadata_that_lacks_name_or_version_compares_by_the_folders()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bare-1.5.dist-info/METADATA", "Metadata-Version: 2.1\nRequires-Dist: six\n");
        folder.Write("none-1.6.dist-info/RECORD", "");
        folder.Write("odd-1.0-what.dist-info/METADATA", "Name: odd\nVersion: 1.0-what\nRequires-Dist: six\n");

        var all = InstalledDistributions.Scan([folder.Path]).All;

        Assert.Equal(["bare None", "none None", "odd 1.0-what"], all.Select(found => found.ToString()));
        Assert.Equal(["1.5", "1.6"], all.Take(2).Select(found => found.Version.ToString()));
        Assert.Equal([true, true, false], all.Select(found => found.HasValidVersion));
        Assert.Equal(["six"], all[0].Dependencies.RequiresDist.Select(requirement => requirement.ToString()));
        Assert.Empty(all[1].Dependencies.RequiresDist);
        Assert.Equal(["six"], all[2].Dependencies.RequiresDist.Select(requirement => requirement.ToString()));
    }

    [Fact]
    public void Scan_links_and_path_files_of_an_interpreter_are_followed()
    {
        using var folder = new TemporaryFolder();
        var python = Machine.MakeEnvironment(Machine.Interpreters[0], folder.Path + "/environment");
        var site = Machine.Describe(python).Scheme.Purelib[(folder.Path.Length + 1)..];
        folder.Write("source/dev_pkg.egg-info/PKG-INFO", "Name: dev-pkg\nVersion: 0.1\n");
        folder.Write("more/inpth-1.dist-info/METADATA", "Name: inpth\nVersion: 1\n");
        folder.Write(site + "/dev-pkg.egg-link", $"{folder.Path}/source\n.\n");
        folder.Write(site + "/a.pth", $"# comment\nimport os\n{folder.Path}/more\n\n../missing\n");
        folder.Write(site + "/.hidden.pth", $"{folder.Path}\n");

        var interpreter = Machine.Describe(python);
        var installed = InstalledDistributions.Scan(interpreter);

        Assert.Equal(["dev-pkg 0.1", "inpth 1"], installed.All.Select(found => found.ToString()));
        var linked = installed.All[0];
        Assert.Equal(InstalledKind.EggLink, linked.Kind);
        Assert.Equal(folder.Path + "/source", linked.Location);
        Assert.Equal(folder.Path + "/source", linked.EditableLocation);
        Assert.Equal($"{folder.Path}/{site}", linked.InstalledLocation);
        Assert.True(linked.IsLocal);
        Assert.False(installed.All[1].IsLocal);
        Assert.Null(installed.All[1].EditableLocation);
        Assert.Equal(folder.Path + "/source", Assert.Single(InstalledDistributions.Scan([folder.Path + "/source"], interpreter).All).EditableLocation);
    }

    [Fact]
    public void Installer_that_is_not_utf8_is_none()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a-1.0.dist-info/METADATA", "Name: a\nVersion: 1.0\n");
        File.WriteAllBytes(Path.Combine(folder.Path, "a-1.0.dist-info", "INSTALLER"), [0xC0, 0xFF, 0xEE]);

        Assert.Empty(Assert.Single(InstalledDistributions.Scan([folder.Path]).All).Installer);
    }

    [Fact]
    public void Distribution_details_are_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a-1.0.dist-info/METADATA", "Name: a\r\nVersion: 1.0\r\n\r\nbody\r\n");
        folder.Write("a-1.0.dist-info/INSTALLER", "\n uv \n");
        folder.Write("a-1.0.dist-info/REQUESTED", "");
        folder.Write("a-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nBuild: 7abc\nTag: py3-none-any\n");
        folder.Write("a-1.0.dist-info/RECORD", "a/__init__.py,sha256=x,3\n../../bin/./a,,\n");
        folder.Write("a-1.0.dist-info/direct_url.json", "{\"url\": \"file:///tmp/a%20b\", \"dir_info\": {\"editable\": true}}");
        folder.Write("b-1.0.egg-info/PKG-INFO", "Name: b\nVersion: 1.0\n");
        folder.Write("b-1.0.egg-info/installed-files.txt", "../b/__init__.py\nPKG-INFO\n../../../bin/b\n");

        var all = InstalledDistributions.Scan([folder.Path]).All;

        Assert.Equal("uv", all[0].Installer);
        Assert.Equal("7abc", all[0].BuildTag);
        Assert.True(all[0].IsRequested);
        Assert.Equal("/tmp/a b", all[0].EditableLocation);
        Assert.Equal("body\n", all[0].Metadata.Body);
        Assert.Equal(["a/__init__.py", "../../bin/a"], all[0].ReadDeclaredFiles());
        Assert.Equal(["b/__init__.py", "b-1.0.egg-info/PKG-INFO", "../../bin/b"], all[1].ReadDeclaredFiles());
        Assert.Null(all[1].ReadRecord());
        Assert.Null(all[1].DirectUrl);
        Assert.False(all[1].IsRequested);
        Assert.Equal("", all[1].Installer);
    }

    [Fact]
    public void Scan_journal_of_a_transaction_is_seen()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Join(folder.Path, InstalledDistributions.JournalName));

        Assert.Equal([folder.Path], InstalledDistributions.Scan([folder.Path]).FoldersWithJournal);
    }
}
