using System.Text;
using PipCs.Standards.Requirements;
using PipCs.Standards.RequirementsFiles;

namespace PipCs.Standards.Tests.RequirementsFiles;

public sealed class RequirementsFileTests
{
    [Fact]
    public void Decode_marks_and_declarations_are_followed()
    {
        Assert.Equal("é", RequirementsFile.Decode([0xef, 0xbb, 0xbf, 0xc3, 0xa9]));
        Assert.Equal("é", RequirementsFile.Decode([0xff, 0xfe, 0xe9, 0]));
        Assert.Equal("é", RequirementsFile.Decode([0xfe, 0xff, 0, 0xe9]));
        Assert.Equal("é", RequirementsFile.Decode([0xff, 0xfe, 0, 0, 0xe9, 0, 0, 0]));
        Assert.Equal("# -*- coding: latin1 -*-\né", RequirementsFile.Decode([.. Encoding.ASCII.GetBytes("# -*- coding: latin1 -*-\n"), 0xe9]));
        Assert.Equal("# x\né", RequirementsFile.Decode("# x\né"u8));
    }

    [Fact]
    public void Decode_wrong_bytes_names_the_place()
    {
        FormatException exception = Assert.Throws<FormatException>(() => RequirementsFile.Decode([(byte)'a', 0xff]));
        Assert.StartsWith("'utf-8' codec can't decode byte 0xff in position 1", exception.Message, StringComparison.Ordinal);
        Assert.Equal("unknown encoding: nope", Assert.Throws<FormatException>(() => RequirementsFile.Decode("# coding: nope\n"u8)).Message);
    }

    [Fact]
    public void Decode_falls_back_only_where_nothing_is_declared_and_the_bytes_are_not_UTF8()
    {
        Assert.Equal("aé", RequirementsFile.Decode([(byte)'a', 0xe9], () => "ISO-8859-1"));
        Assert.Equal("é", RequirementsFile.Decode("é"u8, () => throw new InvalidOperationException()));
        Assert.Throws<FormatException>(() => RequirementsFile.Decode([0xef, 0xbb, 0xbf, 0xe9], () => "ISO-8859-1"));
        Assert.Throws<FormatException>(() => RequirementsFile.Decode([(byte)'a', 0xe9], () => "ANSI_X3.4-1968"));
    }

    [Fact]
    public void Decode_other_codecs_are_the_callers()
    {
        var asked = new List<string>();
        string Codec(string name, byte[] bytes)
        {
            asked.Add($"{name} {bytes.Length}");
            return "text";
        }

        Assert.Equal("text", RequirementsFile.Decode("# coding: cp1252\nx"u8, codec: Codec));
        Assert.Equal("text", RequirementsFile.Decode([0xe9], () => "ISO-8859-15", Codec));
        Assert.Equal("# coding: utf_8\né", RequirementsFile.Decode("# coding: utf_8\né"u8, codec: Codec));
        Assert.Equal("# coding=L1\né", RequirementsFile.Decode([.. "# coding=L1\n"u8, 0xe9], codec: Codec));
        Assert.Equal("é", RequirementsFile.Decode([0xff, 0xfe, 0xe9, 0], codec: Codec));
        Assert.Equal(["cp1252 18", "ISO-8859-15 1"], asked);
    }

    [Fact]
    public void Parse_a_NUL_stays_in_an_options_value()
        => Assert.Equal("a\0b", Assert.Single(Assert.Single(RequirementsFile.Parse("--find-links a\0b\n", static _ => null)).Options).Value);

    [Fact]
    public void Requirement_with_a_NUL_is_shown_with_its_symbol_above_the_pointer()
    {
        Assert.False(Requirement.TryParse("a\0b", out _, out string? error));
        Assert.EndsWith("\n    a\u2400b\n     ^", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_wrong_option_carries_the_line()
    {
        RequirementsFileException exception = Assert.Throws<RequirementsFileException>(() => RequirementsFile.Parse("a\n\nb --bogus\n", _ => null));
        Assert.Equal((3, "b --bogus", "no such option: --bogus"), (exception.LineNumber, exception.Line, exception.Message));
    }
}
