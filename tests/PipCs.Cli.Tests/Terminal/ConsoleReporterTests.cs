using PipCs.Cli.Terminal;
using PipCs.Diagnostics;

namespace PipCs.Cli.Tests.Terminal;

public sealed class ConsoleReporterTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Theory]
    [InlineData(2, "Debug\nVerbose\nInfo\nWARNING: Warning\nERROR: Error\nERROR: Critical\n")]
    [InlineData(1, "Verbose\nInfo\nWARNING: Warning\nERROR: Error\nERROR: Critical\n")]
    [InlineData(0, "Info\nWARNING: Warning\nERROR: Error\nERROR: Critical\n")]
    [InlineData(-1, "WARNING: Warning\nERROR: Error\nERROR: Critical\n")]
    [InlineData(-2, "ERROR: Error\nERROR: Critical\n")]
    [InlineData(-3, "ERROR: Critical\n")]
    public void Report_shows_what_the_verbosity_allows_in_order(int verbosity, string expected) =>
        Assert.Equal(expected, Capture(verbosity, ProgressStyle.Off, ReportAll));

    [Theory]
    [InlineData(Severity.Info, "a\nb", 2, "  a\n  b\n")]
    [InlineData(Severity.Warning, "a\nb", 2, "  WARNING: a\n  b\n")]
    [InlineData(Severity.Warning, "DEPRECATION: a", 0, "DEPRECATION: a\n")]
    [InlineData(Severity.Error, "error: externally-managed-environment", 0, "error: externally-managed-environment\n")]
    [InlineData(Severity.Info, "", 0, "\n")]
    [InlineData(Severity.Info, "a\n\nb\n", 1, " a\n \n b\n\n")]
    [InlineData(Severity.Info, "a\tb\rc", 0, "a       bc\n")]
    [InlineData(Severity.Info, "é 日本", 0, "é 日本\n")]
    public void Report_puts_prefix_and_indentation_where_pip_does(Severity severity, string message, int indent, string expected) =>
        Assert.Equal(expected, Capture(0, ProgressStyle.Off, reporter => reporter.Report(severity, message, indent)));

    [Fact]
    public void Transfers_are_lines_for_programs_when_raw()
    {
        var text = Capture(0, ProgressStyle.Raw, reporter =>
        {
            using var transfer = reporter.BeginTransfer("x", 100);
            transfer.Advance(40);
            transfer.Advance(60);
        });
        Assert.StartsWith("Progress 0 of 100\n", text, StringComparison.Ordinal);
        Assert.EndsWith("Progress 100 of 100\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ended_transfers_leave_their_bars_in_the_order_in_which_they_began()
    {
        var text = Capture(0, ProgressStyle.On, reporter =>
        {
            var first = reporter.BeginTransfer("x", 1_500_000, 2);
            var second = reporter.BeginTransfer("y", 2_500_000, 2);
            reporter.BeginTransfer("small", 1000, 2).Dispose();
            second.Advance(2_500_000);
            second.Dispose();
            reporter.Report(Severity.Info, "between");
            first.Advance(1_500_000);
            first.Dispose();
        });
        var bar = new string('━', 40);
        Assert.Matches($"^between\n     {bar} 1\\.5/1\\.5 MB \\S+ [kMGT]?B/s  0:00:00\n     {bar} 2\\.5/2\\.5 MB \\S+ [kMGT]?B/s  0:00:00\n$", text);
    }

    [Fact]
    public void Quiet_shows_no_transfers() =>
        Assert.Equal("", Capture(-1, ProgressStyle.On, reporter => reporter.BeginTransfer("x", 1_500_000).Dispose()));

    [Theory]
    [InlineData(250, "   ━━━━━━━━━━                               ")]
    [InlineData(512, "   ━━━━━━━━━━━━━━━━━━━━                     ")]
    [InlineData(990, "   ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╸ ")]
    public void Bar_has_halves(long received, string expected)
    {
        var transfer = NewTransfer(1000);
        transfer.Advance(received);
        Assert.StartsWith(expected, ProgressBar.Format(transfer, ProgressLook.InFile), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(79, "   ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 18.6/18.6 MB ? eta -:--:--")]
    [InlineData(60, "   ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 18.6/18.6 MB ? eta -:--:--")]
    [InlineData(39, "   ━━━━━━━━━ 18.6/18.6 MB ? eta -:--:--")]
    [InlineData(30, "  - 18.6/18.6 MB ? eta -:--:--")]
    [InlineData(19, "   - 18.6/18.6 MB ?")]
    [InlineData(5, "- 18.")]
    [InlineData(0, "")]
    public void Bar_gives_way_to_the_words_and_never_shows_more_than_all(int columns, string expected)
    {
        var transfer = NewTransfer(18_600_000);
        transfer.Advance(21_000_000);
        var line = ProgressBar.Format(transfer, ProgressLook.InFile with { Columns = columns });
        Assert.InRange(line.Length, 0, columns);
        Assert.Matches("^" + System.Text.RegularExpressions.Regex.Escape(expected).Replace("-\\ ", ". ", StringComparison.Ordinal), line);
    }

    public void Dispose() => File.Delete(_path);

    private static TransferDisplay.Transfer NewTransfer(long total)
        => new(new TransferDisplay(static _ => { }, ProgressStyle.Off, static () => ProgressLook.InFile, static () => { }), total, 0);

    private static void ReportAll(ConsoleReporter reporter)
    {
        foreach (var severity in Enum.GetValues<Severity>())
        {
            reporter.Report(severity, severity.ToString());
        }
    }

    private string Capture(int verbosity, ProgressStyle progress, Action<ConsoleReporter> report)
    {
        using (var file = File.OpenHandle(_path, FileMode.Create, FileAccess.Write))
        {
            var descriptor = (int)file.DangerousGetHandle();
            var output = new StandardOutput(descriptor, descriptor);
            using var reporter = new ConsoleReporter(output, verbosity, noColour: true, null, progress);
            report(reporter);
            output.Flush();
        }

        return File.ReadAllText(_path);
    }
}
