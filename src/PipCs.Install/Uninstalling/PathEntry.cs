namespace PipCs.Install.Uninstalling;

/// <summary>A line to remove from a <c>.pth</c> file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line without its end.</param>
internal readonly record struct PathEntry(string File, string Line);
