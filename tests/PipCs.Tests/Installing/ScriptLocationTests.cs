using PipCs.Installing;

namespace PipCs.Tests.Installing;

public sealed class ScriptLocationTests
{
    [Theory]
    [InlineData("/env/bin", "/usr/bin:/env/bin")]
    [InlineData("/env/bin/", "/usr/bin:/env/bin/")]
    public void Warn_folder_on_path_is_silent(string folder, string path)
    {
        var reporter = new RecordingReporter();
        ScriptLocation.Warn(folder, ["a"], "/usr/bin/python3", path, reporter);

        Assert.Empty(reporter.Lines);
    }

    [Fact]
    public void Warn_several_scripts_are_named_in_order()
    {
        var reporter = new RecordingReporter();
        ScriptLocation.Warn("/x/bin", ["c", "a", "b"], "/usr/bin/python3", "/usr/bin", reporter);

        Assert.StartsWith("  The scripts a, b and c are installed in '/x/bin' which is not on PATH.", Assert.Single(reporter.Lines).Message, StringComparison.Ordinal);
    }
}
