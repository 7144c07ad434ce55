using System.Diagnostics;
using System.Globalization;
using PipCs.Diagnostics;
using Part = PipCs.Cli.Terminal.ProgressBar.Part;

namespace PipCs.Cli.Terminal;

/// <summary>Counts the work of a command, and makes the live line from the counts. Thread-safe; counting is one addition.</summary>
/// <param name="wake">Called when work begins or is expected, so that the live line is drawn.</param>
internal sealed class WorkBoard(Action wake) : IWorkObserver
{
    private const int Kinds = (int)WorkKind.Clearing + 1;

    // The kinds of work in the order in which a command does them. The first one with work left is shown.
    private static readonly (WorkKind Kind, string Done)[] Counted =
    [
        (WorkKind.Compiling, "files compiled"),
        (WorkKind.Unpacking, "wheels unpacked"),
        (WorkKind.Linking, "files linked"),
        (WorkKind.Comparing, "projects compared"),
    ];

    private static readonly (WorkKind Kind, string Done)[] Uncounted =
    [
        (WorkKind.Removing, "files removed"),
        (WorkKind.Verifying, "entries verified"),
        (WorkKind.Clearing, "entries removed"),
    ];

    private readonly long[] _expected = new long[Kinds];
    private readonly long[] _done = new long[Kinds];
    private readonly long[] _begun = new long[Kinds];
    private readonly int[] _running = new int[Kinds];
    private readonly SpeedGauge _speed = new();

    /// <inheritdoc/>
    public void Begin(WorkKind kind)
    {
        Start(kind);
        Interlocked.Increment(ref _running[(int)kind]);
        wake();
    }

    /// <inheritdoc/>
    public void End(WorkKind kind) => Interlocked.Decrement(ref _running[(int)kind]);

    /// <inheritdoc/>
    public void Expect(WorkKind kind, long amount)
    {
        Start(kind);
        Interlocked.Add(ref _expected[(int)kind], amount);
        wake();
    }

    /// <inheritdoc/>
    public void Advance(WorkKind kind, long amount = 1) => Interlocked.Add(ref _done[(int)kind], amount);

    /// <summary>The line for the present work; null where there is none.</summary>
    /// <param name="look">The look of the line.</param>
    /// <param name="showsTransfer">Whether a transfer has a bar of its own above.</param>
    internal string? Format(ProgressLook look, bool showsTransfer)
    {
        var bytes = Done(WorkKind.Downloading);
        var speed = _speed.Measure(bytes);
        if (IsRunning(WorkKind.Resolving))
        {
            return FormatResolving(bytes, look);
        }

        if (IsLeft(WorkKind.Downloading) && !showsTransfer)
        {
            var expected = Expected(WorkKind.Downloading);
            return ProgressBar.FormatCounted(
                bytes, expected, [new(ProgressBar.FormatAmount(bytes, expected), "32"), new(ProgressBar.FormatSpeed(speed), "31"), new("eta"), new(ProgressBar.FormatTimeLeft(expected - bytes, speed), "36")], Seconds(WorkKind.Downloading), 0, look);
        }

        foreach (var (kind, what) in Counted)
        {
            if (IsLeft(kind))
            {
                var (done, expected) = (Done(kind), Expected(kind));
                return ProgressBar.FormatCounted(done, expected, [new(string.Create(CultureInfo.InvariantCulture, $"{done}/{expected}"), "32"), new(what)], Seconds(kind), 0, look);
            }
        }

        foreach (var (kind, what) in Uncounted)
        {
            if (IsRunning(kind))
            {
                return ProgressBar.FormatUncounted([new(string.Create(CultureInfo.InvariantCulture, $"{Done(kind)}"), "32"), new(what), Time(kind)], Seconds(kind), 0, look);
            }
        }

        return null;
    }

    private string FormatResolving(long bytes, ProgressLook look)
    {
        var (projects, versions) = (Done(WorkKind.Projects), Done(WorkKind.Versions));
        List<Part> parts = [new("Resolving:")];
        if (projects == 0)
        {
            parts[0] = new("Resolving");
        }
        else
        {
            parts.Add(new(string.Create(CultureInfo.InvariantCulture, $"{projects} {(projects == 1 ? "project" : "projects")},")));
            parts.Add(new(string.Create(CultureInfo.InvariantCulture, $"{versions} {(versions == 1 ? "version" : "versions")}{(bytes > 0 ? "," : "")}")));
        }

        if (bytes > 0)
        {
            parts.Add(new(ProgressBar.FormatSize(bytes), "32"));
            parts.Add(new("downloaded"));
        }

        parts.Add(Time(WorkKind.Resolving));
        return ProgressBar.FormatUncounted([.. parts], Seconds(WorkKind.Resolving), 0, look);
    }

    private Part Time(WorkKind kind) => new(ProgressBar.FormatTime(Seconds(kind)), "33");

    private double Seconds(WorkKind kind) => Stopwatch.GetElapsedTime(Volatile.Read(ref _begun[(int)kind])).TotalSeconds;

    private long Done(WorkKind kind) => IsExpected(kind) ? Math.Min(Volatile.Read(ref _done[(int)kind]), Expected(kind)) : Volatile.Read(ref _done[(int)kind]);

    private long Expected(WorkKind kind) => Volatile.Read(ref _expected[(int)kind]);

    private bool IsExpected(WorkKind kind) => Expected(kind) > 0;

    private bool IsLeft(WorkKind kind) => Volatile.Read(ref _done[(int)kind]) < Expected(kind);

    private bool IsRunning(WorkKind kind) => Volatile.Read(ref _running[(int)kind]) > 0;

    private void Start(WorkKind kind)
    {
        if (Volatile.Read(ref _begun[(int)kind]) == 0)
        {
            Interlocked.CompareExchange(ref _begun[(int)kind], Stopwatch.GetTimestamp(), 0);
        }
    }
}
