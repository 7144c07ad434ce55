namespace PipCs.Cli.Terminal;

/// <summary>How transfers are shown (<c>--progress-bar</c>).</summary>
internal enum ProgressStyle
{
    /// <summary>A bar.</summary>
    On,

    /// <summary>Nothing.</summary>
    Off,

    /// <summary>Lines that a program can read.</summary>
    Raw,
}
