namespace PipCs.Standards.RequirementsFiles;

/// <summary>One logical line of a requirements file (pip's requirements file format), after joining, comments and environment variables.</summary>
/// <param name="LineNumber">The number of its first physical line, from 1.</param>
/// <param name="Arguments">The requirement (or path, or URL) before the first option; empty where the line has options alone.</param>
/// <param name="Options">The options in order: name in long form without dashes (<c>requirement</c>, <c>constraint</c>, <c>editable</c>, <c>index-url</c>,
/// <c>hash</c>, <c>config-settings</c>, <c>pre</c>, ...) and value; empty value for flags.</param>
/// <param name="Text">The line itself, for messages.</param>
public sealed record RequirementsLine(int LineNumber, string Arguments, IReadOnlyList<KeyValuePair<string, string>> Options, string Text);
