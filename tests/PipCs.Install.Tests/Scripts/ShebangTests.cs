using System.Diagnostics;
using System.Text;
using PipCs.Install.Scripts;

namespace PipCs.Install.Tests.Scripts;

/// <summary>Scripts are run for real: the kernel, the shell and Python each read their beginning in another way.</summary>
public sealed class ShebangTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipcs-shebang-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("plain")]
    [InlineData("a blank")]
    [InlineData("a\ttab")]
    [InlineData("a $HOME `id` $$ blank")]
    [InlineData("a \"double\" blank")]
    [InlineData("an 'apostrophe' '''many''' blank")]
    [InlineData("a back\\slash \\x \\N{x} \\\" \\$ blank")]
    [InlineData("a # * ? [x] ~ ! ; & | < > ( ) { } blank")]
    [InlineData("a ünïcode blank")]
    [InlineData("trailing blank\\")]
    [InlineData("long-without-a-blank-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-$x\"y\\z")]
    public void TryRewrite_any_path_of_the_interpreter_starts_it_and_keeps_the_encoding(string name)
    {
        var python = MakePython(name);
        var script = Encoding.Latin1.GetBytes("#!python\n# -*- coding: latin-1 -*-\nimport sys\nprint(ascii('ä'), sys.argv[1:], sys.executable == sys.argv[2])\n");
        Assert.True(Shebang.TryRewrite(script, python, out var rewritten));
        Assert.Equal($"'\\xe4' ['x y', {Repr(python)}] True\n", Run(rewritten, "x y", python));
    }

    [Fact]
    public void TryRewrite_second_line_that_is_no_encoding_stays_where_it_is()
    {
        var python = MakePython("a blank");
        Assert.True(Shebang.TryRewrite("#!python\nprint('coding: none')\nprint(2)\n"u8, python, out var rewritten));
        Assert.Equal("coding: none\n2\n", Run(rewritten));
    }

    [Fact]
    public void For_long_path_without_odd_characters_is_written_as_pip_writes_it()
    {
        var path = "/" + new string('x', 130);
        Assert.Equal($"#!/bin/sh\n'''exec' {path} \"$0\" \"$@\"\n' '''\n", Shebang.For(path));
        Assert.Equal("#!/bin/sh\n'''exec' \"/a b\" \"$0\" \"$@\"\n' '''\n", Shebang.For("/a b"));
        Assert.Equal("#!/a$b\"c\\d\n", Shebang.For("/a$b\"c\\d"));
    }

    /// <summary>An interpreter at an odd path: a link, which Python names as it was called.</summary>
    private string MakePython(string name)
    {
        var folder = Path.Join(_folder, name);
        Directory.CreateDirectory(folder);
        var python = Path.Join(folder, "python");
        File.CreateSymbolicLink(python, TestEnvironment.Python);
        return python;
    }

    private string Run(byte[] content, params string[] arguments)
    {
        var script = Path.Join(_folder, "script");
        File.WriteAllBytes(script, content);
        File.SetUnixFileMode(script, (UnixFileMode)0x1ED);
        using var process = Process.Start(new ProcessStartInfo(script, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["PYTHONIOENCODING"] = "utf-8" } })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal("", error.Result);
        return output;
    }

    /// <summary>The path as Python's <c>repr</c> writes it.</summary>
    private static string Repr(string path)
    {
        var quote = path.Contains('\'', StringComparison.Ordinal) && !path.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var text = path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
        return quote + (quote == '\'' ? text.Replace("'", "\\'", StringComparison.Ordinal) : text) + quote;
    }
}
