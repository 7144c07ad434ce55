using PipCs.Python.Interpreters;

namespace PipCs.Python.Tests.Interpreters;

public sealed class InterpreterCodecsTests
{
    private static readonly InterpreterCodecs Codecs = new(Machine.Interpreters[0]);

    [Theory]
    [InlineData("cp1252", "80", "\u20ac")]
    [InlineData("iso8859_16", "a4", "\u20ac")]
    [InlineData("shift_jis", "88cb", "\u4f9d")]
    [InlineData("euc_jis_2004", "b0cd", "\u4f9d")]
    [InlineData("mac-roman", "8e", "\u00e9")]
    [InlineData("utf-7", "2b414f6b2d", "\u00e9")]
    [InlineData("utf-8-sig", "efbbbf61", "a")]
    public void Decode_knows_what_Python_knows(string codec, string bytes, string expected) => Assert.Equal(expected, Codecs.Decode(codec, Convert.FromHexString(bytes)));

    [Theory]
    [InlineData("cp1252", "61 81", "'charmap' codec can't decode byte 0x81 in position 1: character maps to <undefined>")]
    [InlineData("no-such-codec", "61", "unknown encoding: no-such-codec")]
    [InlineData("base64", "61", "'base64' is not a text encoding; use codecs.decode() to handle arbitrary codecs")]
    public void Decode_refuses_in_Pythons_words(string codec, string bytes, string message)
        => Assert.Equal(message, Assert.Throws<FormatException>(() => Codecs.Decode(codec, Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)))).Message);

    [Fact]
    public void DecodeLeniently_replaces_what_is_not_of_the_codec() => Assert.Equal("a\ufffd", Codecs.DecodeLeniently("cp1252", [0x61, 0x81]));

    [Fact]
    public void Decode_takes_more_than_a_pipe_holds() => Assert.Equal(new string('\u20ac', 300_000), Codecs.Decode("cp1252", [.. Enumerable.Repeat((byte)0x80, 300_000)]));
}
