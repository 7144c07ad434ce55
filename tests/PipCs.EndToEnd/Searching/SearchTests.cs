using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Searching;

/// <summary><c>search</c> over real sockets: an index that answers by XML-RPC, one that faults, one that has no search; real pip beside it; and what the cache knows.</summary>
public sealed class SearchTests : IDisposable
{
    private const string Fault = """
        <?xml version='1.0'?><methodResponse><fault><value><struct>
        <member><name>faultCode</name><value><int>-32500</int></value></member>
        <member><name>faultString</name><value><string>RuntimeError: no longer supports 'pip search' &amp; more</string></value></member>
        </struct></value></fault></methodResponse>
        """;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Answer_is_shown_as_real_pip_shows_it()
    {
        new WheelBuilder("known", "1.0").Module().Write(_workspace.Folder("links"));
        _workspace.PipCs("install", "--no-index", "-f", "links", "known").MustSucceed();
        string? posted = null;
        using var server = new FaultServer((request, stream) =>
        {
            posted = $"{request.Method} {request.Headers["content-type"]} {request.Body}";
            return FaultServer.ReplyAsync(stream, "200 OK", "text/xml", Answer(
                ("known", "1.0", "What it was"), ("known", "2.0rc1", "What <it> is & does"), ("known", "0.9", "What it was before"), ("other-thing", "10.0", "Größer"), ("other-thing", "9.0", "No")));
        });

        var ours = _workspace.PipCs("search", "-i", server.Url + "/pypi", "known", "th&ng").MustSucceed();

        Assert.Equal(
            """
            known (2.0rc1)      - What <it> is & does
              INSTALLED: 1.0
              LATEST:    2.0rc1 (pre-release; install with `pip install --pre`)
            other-thing (10.0)  - Größer

            """,
            ours.Output);
        var ourPost = posted;
        Assert.Contains("<methodName>search</methodName>", ourPost, StringComparison.Ordinal);
        Assert.Contains("<string>th&amp;ng</string>", ourPost, StringComparison.Ordinal);
        Assert.StartsWith("POST text/xml ", ourPost, StringComparison.Ordinal);
        Assert.Equal(_workspace.RealPip("search", "-i", server.Url + "/pypi", "known", "th&ng").MustSucceed().Output, ours.Output);

        // Python's writer breaks lines, ours does not: what is called is the same.
        static string Words(string? text) => string.Concat((text ?? "").Where(letter => !char.IsWhiteSpace(letter)));
        Assert.Equal(Words(posted), Words(ourPost));
    }

    [Fact]
    public void Nothing_found_is_exit_code_23_as_with_real_pip()
    {
        using var server = new FaultServer((_, stream) => FaultServer.ReplyAsync(stream, "200 OK", "text/xml", Answer()));

        Assert.Equal("", _workspace.PipCs("search", "-i", server.Url, "nothing").MustFail(23).Output);
        Assert.Equal(23, _workspace.RealPip("search", "-i", server.Url, "nothing").ExitCode);
        Assert.Equal(["POST /RPC2", "POST /RPC2"], server.Requests);
    }

    [Fact]
    public void Fault_is_told_as_real_pip_tells_it()
    {
        using var server = new FaultServer((_, stream) => FaultServer.ReplyAsync(stream, "200 OK", "text/xml", Fault));
        string[] arguments = ["search", "-i", server.Url + "/pypi", "requests"];

        var ours = _workspace.PipCs(arguments).MustFail().ErrorHas("ERROR: XMLRPC request failed [code: -32500]\nRuntimeError: no longer supports 'pip search' & more");
        var real = _workspace.RealPip(arguments).MustFail();
        Assert.Equal((real.Output, real.Error), (ours.Output, ours.Error));
    }

    [Fact]
    public void Index_without_search_is_named_and_asked_once()
    {
        using var server = new FaultServer((_, stream) => FaultServer.ReplyAsync(stream, "503 Service Unavailable", "text/plain", "no"));

        _workspace.PipCs("search", "-i", server.Url + "/pypi", "requests").MustFail(2).ErrorHas($"HTTP error 503 while getting {server.Url}/pypi", "hint: ");
        Assert.Single(server.Requests);
        Assert.Equal(2, _workspace.RealPip("search", "-i", server.Url + "/pypi", "requests").ExitCode);
    }

    [Theory]
    [InlineData("<html><body>Welcome</body></html>")]
    [InlineData("<methodResponse><params><param><value><string>yes</string></value></param></params></methodResponse>")]
    [InlineData("<methodResponse><params><param><value><array><data><value><struct/></value></data></array></value></param></params></methodResponse>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><methodResponse><params><param><value>&b;</value></param></params></methodResponse>")]
    [InlineData("<methodResponse><params><param><value>cut off")]
    public void Nonsense_is_named(string answer)
    {
        using var server = new FaultServer((_, stream) => FaultServer.ReplyAsync(stream, "200 OK", "text/xml", answer));

        _workspace.PipCs("search", "-i", server.Url, "requests").MustFail(2).ErrorHas($"What {server.Url} answers is no answer to a search");
    }

    [Fact]
    public void Query_is_needed() => _workspace.PipCs("search").MustFail().ErrorHas("ERROR: Missing required argument (search query).");

    [Fact]
    public void Without_a_search_the_cache_answers_by_prefix_and_words()
    {
        var index = FaultServer.Index(new WheelBuilder("zebra-tools", "1.0").Module(), new WheelBuilder("zebra-tools", "2.0").Module(), new WheelBuilder("my-zebra", "3.0").Module(), new WheelBuilder("alien", "1.0").Module());
        using var server = new FaultServer((request, stream) => request.Method == "POST" ? FaultServer.ReplyAsync(stream, "200 OK", "text/xml", Fault) : index(request, stream));
        _workspace.PipCs("install", "-i", server.IndexUrl, "zebra-tools==1.0", "my-zebra", "alien").MustSucceed();

        var found = _workspace.PipCs("search", "-i", server.Url, "Zebra").MustSucceed().ErrorHas("WARNING: XMLRPC request failed [code: -32500]", "the cache knows");

        const string Expected = """
            zebra-tools (2.0)  -{0}
              INSTALLED: 1.0
              LATEST:    2.0
            my-zebra (3.0)     -{0}
              INSTALLED: 3.0
              LATEST:    3.0

            """;
        Assert.Equal(Expected.Replace("{0}", " ", StringComparison.Ordinal), found.Output);
        var asked = server.Requests.Count;
        Assert.Equal(found.Output, _workspace.PipCs("search", "--offline", "-i", server.Url, "zebra").MustSucceed().Output);
        Assert.Equal("", _workspace.PipCs("search", "--offline", "-i", server.Url, "ebra").MustFail(23).ErrorHas("WARNING: Offline, and the cache knows of nothing that matches.").Output);
        Assert.Equal(asked, server.Requests.Count);
        _workspace.PipCs("search", "-i", server.Url, "ebra").MustFail().ErrorHas("ERROR: XMLRPC request failed");
    }

    [Fact]
    public void What_list_outdated_has_asked_about_is_known()
    {
        using var server = new FaultServer(FaultServer.Index(new WheelBuilder("zebra-tools", "1.0").Module(), new WheelBuilder("zebra-tools", "2.0").Module(), new WheelBuilder("alien", "1.0").Module()));
        _workspace.PipCs("install", "-i", server.IndexUrl, "zebra-tools==1.0", "alien").MustSucceed();
        _workspace.PipCs("cache", "clear").MustSucceed();
        _workspace.PipCs("list", "--outdated", "-i", server.IndexUrl).MustSucceed();

        Assert.Equal("zebra-tools (2.0)  - \n  INSTALLED: 1.0\n  LATEST:    2.0\n", _workspace.PipCs("search", "--offline", "zebra").MustSucceed().Output);
    }

    [Fact]
    public void What_an_index_answered_is_known_offline_by_its_summary_too()
    {
        using (var server = new FaultServer((_, stream) => FaultServer.ReplyAsync(stream, "200 OK", "text/xml", Answer(("Flask", "3.0", "A micro framework"), ("bottle", "0.13", "A frame of mind")))))
        {
            _workspace.PipCs("search", "-i", server.Url, "frame").MustSucceed();
        }

        Assert.Equal("Flask (3.0)  - A micro framework\n", _workspace.PipCs("search", "--offline", "Framework").MustSucceed().Output);
        Assert.Equal("Flask (3.0)    - A micro framework\nbottle (0.13)  - A frame of mind\n", _workspace.PipCs("search", "--offline", "bot", "flask").MustSucceed().Output);
    }

    private static string Answer(params (string Name, string Version, string Summary)[] hits)
    {
        static string Member(string name, string value) => $"<member><name>{name}</name><value><string>{System.Security.SecurityElement.Escape(value)}</string></value></member>";
        return "<?xml version='1.0'?>\n<methodResponse>\n<params><param><value><array><data>\n"
            + string.Concat(hits.Select(hit => $"<value><struct>{Member("name", hit.Name)}{Member("summary", hit.Summary)}{Member("version", hit.Version)}<member><name>_pypi_ordering</name><value><int>0</int></value></member></struct></value>\n"))
            + "</data></array></value></param></params>\n</methodResponse>\n";
    }
}
