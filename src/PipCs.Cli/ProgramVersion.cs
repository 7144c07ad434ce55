using PipCs.Cli.Start;

namespace PipCs.Cli;

/// <summary>The versions of this program.</summary>
internal static class ProgramVersion
{
    /// <summary>The version of pip whose behaviour this program has.</summary>
    internal const string Pip = "26.3";

    /// <summary>This program's own version, equal to the assembly's (a test holds it).</summary>
    internal const string Own = "0.1.0";

    /// <summary>The line that <c>--version</c> prints, without the line break; tools parse its beginning.</summary>
    internal static string Describe(ProgramLocation program, TargetPython target)
    {
        var python = target.TryGetVersion();
        return $"pip {Pip} from {program.Path} ({(python is null ? "no python" : "python " + python)}) (pip-cs {Own})";
    }
}
