using PipCs.Platform;
using PipCs.Python.Interpreters;

namespace PipCs.Python.Installed;

/// <summary>The data that the distributions of one scan share.</summary>
/// <param name="interpreter">The interpreter of the scanned environment; null where it is not known.</param>
/// <param name="isWhole">Whether exactly the interpreter's folders were scanned, and not others.</param>
internal sealed class InstalledContext(Interpreter? interpreter, bool isWhole)
{
    private readonly HashSet<string> _eggLinks = new(StringComparer.Ordinal);
    private bool _sawAllLinks = isWhole || interpreter is null;
    private string? _userSite;
    private string? _prefix;

    /// <summary>Adds the name of an <c>.egg-link</c> file that was seen.</summary>
    internal void AddEggLink(string name) => _eggLinks.Add(name);

    /// <summary>Whether a project has an <c>.egg-link</c> in a folder of <c>sys.path</c>, which makes it a development install.</summary>
    internal bool HasEggLink(string rawName)
    {
        if (!_sawAllLinks)
        {
            // Other folders were scanned, but .egg-link files lie in the interpreter's own.
            _sawAllLinks = true;
            foreach (var folder in SiteListing.Read(interpreter!).Folders)
            {
                _eggLinks.UnionWith(folder.EggLinks);
            }
        }

        return EggLinkFile.IsFor(_eggLinks, rawName);
    }

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
