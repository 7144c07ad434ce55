using PipCs.Standards.Text;

namespace PipCs.Standards.Tests.Text;

public sealed class PythonJsonWriterTests
{
    [Fact]
    public void ToString_nested_is_as_json_dumps_writes_it()
    {
        var json = new PythonJsonWriter().BeginArray();
        json.BeginObject().Member("name", "ä\"\n").Member("none", (string?)null).BeginArray("empty").End().Member("yes", true).End();
        json.BeginObject().BeginArray("words").Element("a").Element("b").End().Member("no", false).End();

        Assert.Equal("""[{"name": "\u00e4\"\n", "none": null, "empty": [], "yes": true}, {"words": ["a", "b"], "no": false}]""", json.End().ToString());
    }

    [Fact]
    public void ToString_of_nothing_in_it_is_empty_brackets()
    {
        Assert.Equal("[]", new PythonJsonWriter().BeginArray().End().ToString());
        Assert.Equal("{}", new PythonJsonWriter().BeginObject().End().ToString());
    }
}
