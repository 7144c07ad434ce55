namespace PipCs.Cli.Terminal;

/// <summary>Nobody reads standard output any more.</summary>
internal sealed class BrokenOutputException : Exception;
