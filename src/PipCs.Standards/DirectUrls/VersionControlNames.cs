namespace PipCs.Standards.DirectUrls;

/// <summary>The systems of version control that pip installs from, as URLs name them.</summary>
public static class VersionControlNames
{
    private static readonly string[] Names = ["git", "hg", "svn", "bzr"];

    /// <summary>The system whose name a URL begins with (<c>git</c> of <c>git+https://...</c>), of any case; null for none.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="ends">What may follow the name.</param>
    public static string? Of(string url, string ends = "+")
    {
        ArgumentNullException.ThrowIfNull(ends);
        return Array.Find(Names, name => url.Length > name.Length && ends.Contains(url[name.Length], StringComparison.Ordinal) && url.StartsWith(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether pip knows a scheme as that of a repository; a host follows it.</summary>
    internal static bool IsScheme(string scheme)
        => scheme is "ssh" or "git+http" or "git+https" or "git+git" or "git+ssh" or "git+file" or "hg+http" or "hg+https" or "hg+ssh" or "hg+static-http" or "hg+file"
            or "svn+http" or "svn+https" or "svn+ssh" or "svn+svn" or "svn+file" or "bzr+http" or "bzr+https" or "bzr+ssh" or "bzr+sftp" or "bzr+ftp" or "bzr+lp" or "bzr+file";
}
