using PipCs.Cache;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Cli.Text;
using PipCs.Platform;

namespace PipCs.Cli.Start;

/// <summary>The folders of the two caches: pip's, and ours.</summary>
/// <param name="Pip">pip's folder, absolute; null where the cache is turned off.</param>
/// <param name="Own">Our root; disabled where the cache is turned off.</param>
/// <param name="Warning">The fault of the chosen folder for which the cache is turned off; else null.</param>
internal sealed record CacheFolders(string? Pip, CacheRoot Own, string? Warning)
{
    /// <summary>Finds the folders. Checks only the owner of pip's.</summary>
    internal static CacheFolders Locate(ParsedArguments arguments)
    {
        if (arguments.CacheDisabled)
        {
            return new CacheFolders(null, CacheRoot.Disabled, null);
        }

        var home = HomePath.Xdg(Environment.GetEnvironmentVariable("XDG_CACHE_HOME"), ".cache");
        var chosen = arguments.Text(OptionKey.CacheDir);
        if (chosen is { Length: 0 })
        {
            return new CacheFolders(null, CacheRoot.Disabled, null);
        }

        var pip = HomePath.Resolve(chosen ?? Path.Join(home, "pip"));
        if (!IsOwned(pip))
        {
            var warning = $"The directory '{pip}' or its parent directory is not owned or is not writable by the current user. The cache has been disabled. Check the permissions and owner of that directory. If executing pip with sudo, you should use sudo's -H flag.";
            return new CacheFolders(null, CacheRoot.Disabled, warning);
        }

        var own = chosen is null ? CacheRoot.OfUser() : new CacheRoot(Path.Join(pip, "pip-cs"));
        return new CacheFolders(pip, own, null);
    }

    /// <summary>Whether the nearest existing folder belongs to root, if we are root, or else is writable.</summary>
    private static bool IsOwned(string path)
    {
        for (var current = path; current is { Length: > 0 }; current = Path.GetDirectoryName(current))
        {
            if (NativeFile.TryGetStatus(current, out var status) == Errno.None)
            {
                return ProcessIdentity.EffectiveUserId == 0 ? status.UserId == 0 : NativeFile.IsWritable(current);
            }
        }

        return false;
    }
}
