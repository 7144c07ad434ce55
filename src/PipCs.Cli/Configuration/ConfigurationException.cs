namespace PipCs.Cli.Configuration;

/// <summary>A configuration file or value is wrong; the message is printed as it is.</summary>
internal sealed class ConfigurationException(string message, int exitCode) : Exception(message)
{
    /// <summary>The exit code of the process: 2 for a file, 3 for a value.</summary>
    internal int ExitCode { get; } = exitCode;
}
