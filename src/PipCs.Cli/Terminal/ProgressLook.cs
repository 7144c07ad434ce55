namespace PipCs.Cli.Terminal;

/// <summary>What progress may look like where it is shown.</summary>
/// <param name="Columns">The most columns that a line may take: a longer one would wrap, and could not be taken away again.</param>
/// <param name="IsColoured">Whether colours are shown.</param>
/// <param name="IsAscii">Whether bars are drawn of ASCII alone.</param>
internal readonly record struct ProgressLook(int Columns, bool IsColoured, bool IsAscii)
{
    /// <summary>As in a file: as wide as pip's bar is, without colours.</summary>
    internal static ProgressLook InFile => new(int.MaxValue, false, TerminalStyle.IsOtherThanUtf8);
}
