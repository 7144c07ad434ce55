using System.Text;
using PipCs.Index.Searching;

namespace PipCs.Index.Tests.Searching;

public sealed class XmlRpcTests
{
    [Theory]
    [InlineData("<value><string>a &amp; b</string></value>", "a & b")]
    [InlineData("<value>plain</value>", "plain")]
    [InlineData("<value></value>", "")]
    [InlineData("<value/>", "")]
    [InlineData("<value><string/></value>", "")]
    [InlineData("<value><int>-7</int></value>", "-7")]
    [InlineData("<value><nil/></value>", "")]
    [InlineData("<value><array><data/></array></value>", "[]")]
    [InlineData("<value><array><data><value>a</value><value><array><data><value>b</value></data></array></value></data></array></value>", "[a,[b]]")]
    [InlineData("<value><struct/></value>", "{}")]
    [InlineData("<value>\n <struct>\n <member>\n<name>n</name><value><boolean>1</boolean></value></member> </struct>\n</value>", "{n:1}")]
    public void TryRead_value_of_any_kind_is_read(string value, string expected)
    {
        Assert.True(Read($"<?xml version='1.0'?>\n<methodResponse><params><param>{value}</param></params></methodResponse>", out var read, out var isFault));
        Assert.False(isFault);
        Assert.Equal(expected, Show(read!));
    }

    [Fact]
    public void TryRead_fault_is_told_apart()
    {
        Assert.True(Read("<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>4</int></value></member></struct></value></fault></methodResponse>", out var value, out var isFault));
        Assert.True(isFault);
        Assert.Equal("{faultCode:4}", Show(value!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no")]
    [InlineData("<html/>")]
    [InlineData("<methodResponse/>")]
    [InlineData("<methodResponse><params/></methodResponse>")]
    [InlineData("<methodResponse><params><param><value><struct><member><name>a</name></member></struct></value></param></params></methodResponse>")]
    [InlineData("<methodResponse><params><param><value><string>a</value></param></params></methodResponse>")]
    [InlineData("<!DOCTYPE x><methodResponse><params><param><value>a</value></param></params></methodResponse>")]
    public void TryRead_what_is_no_answer_is_refused(string text) => Assert.False(Read(text, out _, out _));

    [Fact]
    public void TryRead_values_nested_without_end_are_refused()
    {
        var text = string.Concat(Enumerable.Repeat("<value><array><data>", 10_000));

        Assert.False(Read($"<methodResponse><params><param>{text}", out _, out _));
    }

    private static bool Read(string text, out object? value, out bool isFault) => XmlRpc.TryRead(Encoding.UTF8.GetBytes(text), out value, out isFault);

    private static string Show(object value) => value switch
    {
        List<object> list => $"[{string.Join(',', list.Select(Show))}]",
        Dictionary<string, object> members => $"{{{string.Join(',', members.Select(member => $"{member.Key}:{Show(member.Value)}"))}}}",
        _ => (string)value,
    };
}
