using PipCs.Platform;
using PipCs.Python.Interpreters;

namespace PipCs.Python.Installed;

/// <summary>What the distributions of one scan share.</summary>
internal sealed class InstalledContext(Interpreter? interpreter)
{
    private string? _userSite;
    private string? _prefix;

    /// <summary>The names of all <c>.egg-link</c> files seen.</summary>
    internal HashSet<string> EggLinks { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a resolved folder is in the user's site-packages.</summary>
    internal bool IsInUserSite(string realFolder)
    {
        if (interpreter?.UserSiteFolder is not { } folder)
        {
            return false;
        }

        _userSite ??= NativeFile.ResolveLinks(folder) ?? folder;
        return realFolder.StartsWith(_userSite, StringComparison.Ordinal);
    }

    /// <summary>Whether a resolved folder belongs to the virtual environment; everything does outside of one.</summary>
    internal bool IsLocal(string realFolder)
    {
        if (interpreter is not { IsVirtualEnvironment: true })
        {
            return true;
        }

        _prefix ??= NativeFile.ResolveLinks(interpreter.Prefix) ?? interpreter.Prefix;
        return realFolder.StartsWith(_prefix, StringComparison.Ordinal);
    }
}
