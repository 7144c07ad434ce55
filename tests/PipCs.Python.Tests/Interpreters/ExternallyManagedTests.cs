using PipCs.Diagnostics;
using PipCs.Python.Interpreters;

namespace PipCs.Python.Tests.Interpreters;

public sealed class ExternallyManagedTests
{
    [Fact]
    public void Check_Debian_Python_gives_pips_message()
    {
        Assert.SkipUnless(File.Exists("/usr/lib/python3.11/EXTERNALLY-MANAGED"), "this is not Debian 12");

        var error = Assert.Throws<UserErrorException>(() => ExternallyManaged.Check(Machine.Describe("/usr/bin/python3"), _ => null));

        var text = error.ToDiagnosticText();
        Assert.StartsWith("error: externally-managed-environment\n\n× This environment is externally managed\n╰─> To install Python packages system-wide, try apt install\n    python3-xyz, where xyz is the package you are trying to\n    install.\n    \n    If you wish", text, StringComparison.Ordinal);
        Assert.EndsWith("for more information.\n\nnote: If you believe this is a mistake, please contact your Python installation or OS distribution provider. You can override this, at the risk of breaking your Python installation or OS, by passing --break-system-packages.\nhint: See PEP 668 for the detailed specification.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_environment_of_managed_base_passes()
    {
        Assert.SkipUnless(File.Exists("/usr/lib/python3.11/EXTERNALLY-MANAGED"), "this is not Debian 12");
        using var folder = new TemporaryFolder();
        var python = Machine.MakeEnvironment("/usr/bin/python3", Path.Join(folder.Path, "environment"));

        ExternallyManaged.Check(Machine.Describe(python), _ => null);
    }

    [Theory]
    [InlineData(null, "plain")]
    [InlineData("de_at", "german")]
    [InlineData("de_de", "de_DE: of Germany")]
    [InlineData("fr_fr", "plain")]
    public void ReadMessage_prefers_the_language(string? language, string expected)
        => Assert.Equal(expected, ExternallyManaged.ReadMessage("# a comment\n[other]\nError=no\n[externally-managed]\nError = plain\nError-de: german\nError-de_DE = de_DE: of Germany\n", language));

    [Theory]
    [InlineData("")]
    [InlineData("[externally-managed]\n")]
    [InlineData("Error=outside\n")]
    public void ReadMessage_without_a_message_is_null(string text) => Assert.Null(ExternallyManaged.ReadMessage(text, null));

    [Fact]
    public void ReadMessage_keeps_blank_lines_within()
        => Assert.Equal("one\n\nthree", ExternallyManaged.ReadMessage("[externally-managed]\nError=one\n\n three\n\n", null));
}
