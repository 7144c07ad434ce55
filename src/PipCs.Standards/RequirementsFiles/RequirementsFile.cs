namespace PipCs.Standards.RequirementsFiles;

/// <summary>One logical line of a requirements file (pip's requirements file format), after joining, comments and environment variables.</summary>
/// <param name="LineNumber">The number of its first physical line, from 1.</param>
/// <param name="Arguments">The requirement (or path, or URL) before the first option; empty where the line has options alone.</param>
/// <param name="Options">The options in order: name in long form without dashes (<c>requirement</c>, <c>constraint</c>, <c>editable</c>, <c>index-url</c>,
/// <c>hash</c>, <c>config-settings</c>, <c>pre</c>, ...) and value; empty value for flags.</param>
/// <param name="Text">The line itself, for messages.</param>
public sealed record RequirementsLine(int LineNumber, string Arguments, IReadOnlyList<KeyValuePair<string, string>> Options, string Text);

/// <summary>The syntax of requirements files. Reading what <c>-r</c> and <c>-c</c> name is the caller's work.</summary>
public static partial class RequirementsFile
{
    /// <summary>Decodes a file's bytes: BOM, then a declared <c>coding:</c> in the first two lines, then UTF-8.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => throw new NotImplementedException();

    /// <summary>Reads all logical lines.</summary>
    /// <param name="content">The decoded content.</param>
    /// <param name="environmentVariable">Gives the value of <c>${NAME}</c>, or null where it is not set.</param>
    /// <exception cref="RequirementsFileException">A line's options cannot be read; it carries the line.</exception>
    public static List<RequirementsLine> Parse(string content, Func<string, string?> environmentVariable) => throw new NotImplementedException();
}

/// <summary>A line of a requirements file that cannot be read.</summary>
public sealed class RequirementsFileException(int lineNumber, string line, string message) : FormatException(message)
{
    /// <summary>The number of the line, from 1.</summary>
    public int LineNumber { get; } = lineNumber;

    /// <summary>The line.</summary>
    public string Line { get; } = line;
}
