namespace PipCs.Cli.Terminal;

/// <summary>The look of progress on a terminal.</summary>
/// <param name="Columns">The longest line. A longer one would wrap and could not be erased.</param>
/// <param name="IsColoured">Whether colours are shown.</param>
/// <param name="IsAscii">Whether bars are drawn only with ASCII.</param>
internal readonly record struct ProgressLook(int Columns, bool IsColoured, bool IsAscii)
{
    /// <summary>As in a file: as wide as pip's bar is, without colours.</summary>
    internal static ProgressLook InFile => new(int.MaxValue, false, TerminalStyle.IsOtherThanUtf8);
}
