using PipCs.EndToEnd.Harness;

namespace PipCs.EndToEnd.Releases;

/// <summary><c>list --outdated</c> on a terminal: rows come while pages are still asked for, in the order of the list, and are those that stand elsewhere.</summary>
public sealed class StreamedListTests : IDisposable
{
    private static readonly string[] Names = ["alpha", "bravo-with-a-long-name", "charlie", "delta"];
    private readonly Workspace _workspace = new();
    private readonly Func<FaultRequest, Stream, Task> _index;

    public StreamedListTests()
    {
        _index = FaultServer.Index([.. Names.Select(static name => new WheelBuilder(name, name == "charlie" ? "1.0" : "2.0.post1").Module())]);
        foreach (var name in Names)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_workspace.SitePackages, $"{name.Replace('-', '_')}-1.0.dist-info")).FullName;
            File.WriteAllText(Path.Combine(folder, "METADATA"), $"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n");
            File.WriteAllText(Path.Combine(folder, "INSTALLER"), "pip\n");
            File.WriteAllText(Path.Combine(folder, "RECORD"), "");
        }
    }

    public void Dispose() => _workspace.Dispose();

    /// <summary>The last page comes only when the first row has been shown, and the first only when the second was asked for.</summary>
    [Fact]
    public void Rows_are_shown_in_order_before_the_last_answer_is_there()
    {
        var (shown, asked) = (_workspace["first-row-was-shown"], _workspace["second-was-answered"]);
        using var server = new FaultServer(async (request, stream) =>
        {
            await UntilAsync(request.Path.Contains("/delta/", StringComparison.Ordinal) ? shown : request.Path.Contains("/alpha/", StringComparison.Ordinal) ? asked : null);
            await _index(request, stream);
            if (request.Path.Contains("/bravo", StringComparison.Ordinal))
            {
                File.WriteAllText(asked, "");
            }
        });
        string[] command = ["list", "--outdated", "-i", server.IndexUrl];

        var streamed = _workspace.OnTerminal([("alpha ", "file:" + shown)], command).MustSucceed();
        Assert.True(File.Exists(shown));
        Assert.Equal(
            """
            Package                Version Latest  Type
            ---------------------- ------- ------- -----
            alpha                  1.0     2.0.post1 wheel
            bravo-with-a-long-name 1.0     2.0.post1 wheel
            delta                  1.0     2.0.post1 wheel

            """,
            Screen.After(streamed.Output));

        // The same rows in the same order as pip has them, with the widths that only the end can know.
        var whole = _workspace.PipCs(command).MustSucceed().Output;
        Assert.Equal(_workspace.RealPip([.. command, "--disable-pip-version-check"]).MustSucceed().Output, whole);
        static string[] Words(string table) => [.. table.Split('\n').Where(static row => !row.StartsWith('-')).Select(static row => string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Equal(Words(whole), Words(Screen.After(streamed.Output)));
    }

    [Fact]
    public void Progress_is_shown_while_the_index_thinks_and_taken_away()
    {
        using var server = new FaultServer(async (request, stream) =>
        {
            await Task.Delay(request.Path.Contains("/delta/", StringComparison.Ordinal) ? 600 : 0);
            await _index(request, stream);
        });
        string[] command = ["list", "--outdated", "-i", server.IndexUrl];

        var shown = _workspace.OnTerminal([], command).MustSucceed().Output;
        Assert.Contains(" projects compared", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("compared", Screen.After(shown), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("freeze")]
    public void Other_formats_come_whole(string format)
    {
        using var server = new FaultServer(_index);
        string[] command = ["list", "--uptodate", "--format", format, "-i", server.IndexUrl];

        Assert.Equal(_workspace.PipCs(command).MustSucceed().Output, Screen.After(_workspace.OnTerminal([], command).MustSucceed().Output));
    }

    private static async Task UntilAsync(string? file)
    {
        for (var i = 0; file is not null && !File.Exists(file) && i < 1000; i++)
        {
            await Task.Delay(10);
        }
    }
}
