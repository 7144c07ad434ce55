namespace PipCs.Standards.EntryPoints;

/// <summary>One entry point: <c>name = module:attribute [extras]</c> (Entry points specification).</summary>
/// <param name="Group">The group, such as <c>console_scripts</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="Module">The module to import.</param>
/// <param name="Attribute">The attribute path after the colon; empty where there is none.</param>
/// <param name="Value">The whole value as written.</param>
public sealed record EntryPoint(string Group, string Name, string Module, string Attribute, string Value);

/// <summary>Reads <c>entry_points.txt</c> as Python's <c>importlib.metadata</c> and pip do.</summary>
public static partial class EntryPointsFile
{
    /// <summary>Reads all entry points, in order.</summary>
    /// <exception cref="FormatException">The file cannot be read; the message names the line.</exception>
    public static List<EntryPoint> Read(ReadOnlySpan<byte> utf8) => throw new NotImplementedException();
}
