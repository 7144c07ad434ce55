using PipCs.Installing;

namespace PipCs.Tests.Installing;

public sealed class ScriptLocationTests
{
    [Theory]
    [InlineData("/env/bin/a", "/usr/bin:/env/bin")]
    [InlineData("/env/bin/a", "/usr/bin:/env/bin/")]
    public void Warn_folder_on_path_is_silent(string script, string path)
    {
        var reporter = new RecordingReporter();
        ScriptLocation.Warn([script], "/usr/bin/python3", path, reporter);

        Assert.Empty(reporter.Lines);
    }

    [Fact]
    public void Warn_folder_that_a_link_on_path_leads_to_is_silent()
    {
        var root = Directory.CreateTempSubdirectory("pip-cs-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Join(root, "bin"));
            File.CreateSymbolicLink(Path.Join(root, "link"), Path.Join(root, "bin"));
            var reporter = new RecordingReporter();
            ScriptLocation.Warn([Path.Join(root, "bin", "a")], "/usr/bin/python3", "/usr/bin:" + Path.Join(root, "link"), reporter);
            ScriptLocation.Warn([Path.Join(root, "link", "a")], "/usr/bin/python3", "/usr/bin:" + Path.Join(root, "bin"), reporter);

            Assert.Empty(reporter.Lines);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Warn_several_scripts_are_named_in_order()
    {
        var reporter = new RecordingReporter();
        ScriptLocation.Warn(["/x/bin/c", "/x/bin/a", "/x/bin/b"], "/usr/bin/python3", "/usr/bin", reporter);

        Assert.Equal(
            "  The scripts a, b and c are installed in '/x/bin' which is not on PATH.\nConsider adding this directory to PATH or, if you prefer to suppress this warning, use --no-warn-script-location.",
            Assert.Single(reporter.Lines).Message);
    }

    [Fact]
    public void Warn_each_folder_has_its_line()
    {
        var reporter = new RecordingReporter();
        ScriptLocation.Warn(["/x/bin/a", "/x/bin/sub/b"], "/usr/bin/python3", "/usr/bin:~/bin", reporter);

        var message = Assert.Single(reporter.Lines).Message;
        Assert.Contains("The script a is installed in '/x/bin' which", message, StringComparison.Ordinal);
        Assert.Contains("The script b is installed in '/x/bin/sub' which", message, StringComparison.Ordinal);
        Assert.Contains("Consider adding these directories to PATH", message, StringComparison.Ordinal);
        Assert.Contains("NOTE: The current PATH contains path(s) starting with `~`", message, StringComparison.Ordinal);
    }
}
