using System.Text;
using System.Text.Json;
using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.BadInput;

/// <summary>Input in other encodings than UTF-8, with marks and comments that other tools left; and output that a program reads.</summary>
public sealed class EncodingTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly string _links;

    public EncodingTests()
    {
        _links = _workspace.Folder("links");
        new WheelBuilder("good", "1.0").Module().Write(_links);
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Install_and_freeze_read_a_file_in_the_codec_that_its_comment_names()
    {
        byte[] comment = [.. "# -*- coding: cp1251 -*-\n# "u8, 0xe7, 0xe0, 0xe2, .. "\ngood;\n"u8];
        File.WriteAllBytes(_workspace["r.txt"], comment);

        _workspace.PipCs("install", "--no-index", "-f", _links, "-r", "r.txt").MustSucceed();
        var frozen = _workspace.PipCs("freeze", "-r", "r.txt").MustSucceed();

        Assert.StartsWith("# -*- coding: cp1251 -*-\n# зав\ngood==1.0\n", frozen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Install_unknown_codec_is_named()
    {
        _workspace.Write("r.txt", "# coding: no-such-codec\ngood\n");
        _workspace.PipCs("install", "-r", "r.txt").MustFail(2).ErrorHas("ERROR: Could not read requirements file r.txt: unknown encoding: no-such-codec");
    }

    [Fact]
    public void Installed_metadata_behind_a_mark_and_comments_in_entry_points_are_read()
    {
        new WheelBuilder("scripted", "1.0").Module().Add("scripted-1.0.dist-info/entry_points.txt", "; made by hand\n[console_scripts]\n; hello = old:main\nhello = scripted:main\n").Write(_links);
        _workspace.PipCs("install", "--no-index", "-f", _links, "scripted").MustSucceed();
        Assert.True(File.Exists(Path.Combine(_workspace.Venv, "bin", "hello")));

        var metadata = Path.Combine(_workspace.SitePackages, "scripted-1.0.dist-info", "METADATA");
        File.WriteAllText(metadata, File.ReadAllText(metadata), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal("scripted==1.0\n", _workspace.PipCs("freeze").MustSucceed().Output);
        _workspace.PipCs("check").MustSucceed();
        _workspace.PipCs("uninstall", "-y", "scripted").MustSucceed();
    }

    [Theory]
    [InlineData("-")]
    [InlineData("/dev/stdout")]
    public void Report_on_standard_output_is_alone_there(string file)
    {
        var result = _workspace.PipCs("install", "--dry-run", "--no-index", "-f", _links, "--report", file, "good").MustSucceed().ErrorHas("Looking in links", "Would install good-1.0");
        Assert.Equal("good", JsonDocument.Parse(result.Output).RootElement.GetProperty("install")[0].GetProperty("metadata").GetProperty("name").GetString());
    }
}
