using PipCs.Diagnostics;

namespace PipCs.Resolution;

/// <summary>The errors of resolving.</summary>
internal static class Errors
{
    internal static UserErrorException UploadTimeMissing(string comesFrom)
        => new(comesFrom.Length == 0 ? "Index does not provide upload-time metadata." : $"Index {comesFrom} does not provide upload-time metadata.");

    internal static UserErrorException LockedFileUnusable(string project, string lockFile, string reason)
        => new($"Could not install locked package {PythonRepr.Quote(project)} from {PythonRepr.Quote(lockFile)}: {reason}");

    internal static UserErrorException UrlNotSupported(string requirement)
        => new($"`{requirement}` names a URL, and this source of packages has none");

    internal static UserErrorException NoMatchingDistribution(string requirement, IReadOnlyList<string> linesBefore, IReadOnlyList<string> hints)
        => new(Lines(linesBefore, $"No matching distribution found for {requirement}"), hints: hints);

    internal static UserErrorException ResolutionImpossible(IReadOnlyList<string> linesBefore, IReadOnlyList<string> hints)
        => new(Lines(linesBefore, "ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts"), hints: hints);

    internal static UserErrorException DifferentPython(string package, string version, string specifier)
        => new($"Package {PythonRepr.Quote(package)} requires a different Python: {version} not in {PythonRepr.Quote(specifier)}");

    internal static UserErrorException DifferentPythonForSeveral(string version, IReadOnlyList<string> causes)
        => new($"Packages require a different Python. {version} not in:\n{string.Join('\n', causes)}");

    private static string Lines(IReadOnlyList<string> before, string last) => before.Count == 0 ? last : $"{string.Join('\n', before)}\n{last}";
}
