namespace PipCs.Standards.RequirementsFiles;

/// <summary>A line of a requirements file that cannot be read.</summary>
/// <param name="lineNumber">The number of the line, from 1.</param>
/// <param name="line">The line.</param>
/// <param name="message">The error.</param>
/// <param name="isOptionError">Whether an option is wrong, in which case pip puts <c>pip: error: </c> before the message and a line end after it.</param>
public sealed class RequirementsFileException(int lineNumber, string line, string message, bool isOptionError = false) : FormatException(message)
{
    /// <summary>The number of the line, from 1.</summary>
    public int LineNumber { get; } = lineNumber;

    /// <summary>The line.</summary>
    public string Line { get; } = line;

    /// <summary>Whether an option is wrong, in which case pip puts <c>pip: error: </c> before the message and a line end after it, and a usage line before all.</summary>
    public bool IsOptionError { get; } = isOptionError;
}
