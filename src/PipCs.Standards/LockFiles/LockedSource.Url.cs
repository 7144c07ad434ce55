using PipCs.Standards.DirectUrls;
using PipCs.Standards.Projects;
using PipCs.Standards.Text;

namespace PipCs.Standards.LockFiles;

public abstract partial record LockedSource
{
    /// <summary>The URL from which pip installs this source.</summary>
    /// <param name="lockFile">The lock file's URL, or its absolute path; paths in it are relative to this.</param>
    /// <exception cref="LockFileException">A lock file from a URL names a folder, or a path that is absolute or on another host; the message is pip's.</exception>
    public abstract string UrlFrom(string lockFile);

    /// <summary>The URL of a path, or the given URL where there is no path.</summary>
    private protected static string Locate(string lockFile, string? path, string? url)
    {
        ArgumentNullException.ThrowIfNull(lockFile);
        if (path is null)
        {
            return url ?? "";
        }

        if (!LinkUrl.IsDocument(lockFile))
        {
            return LinkUrl.FromPath(System.IO.Path.GetFullPath(System.IO.Path.Combine(lockFile[..(lockFile.LastIndexOf('/') + 1)], path)));
        }

        if (System.IO.Path.IsPathRooted(path))
        {
            throw new LockFileException($"Absolute paths are not supported in pylock files obtained from a URL: {PythonText.Repr(path)} in {PythonText.Repr(lockFile)}");
        }

        string joined = LinkUrl.Join(lockFile, path);
        (UrlParts target, UrlParts own) = (UrlParts.Split(joined), UrlParts.Split(lockFile));
        return string.Equals(target.Scheme, own.Scheme, StringComparison.Ordinal) && string.Equals(target.Authority, own.Authority, StringComparison.Ordinal) ? joined
            : throw new LockFileException($"Path {PythonText.Repr(path)} in pylock file obtained from a URL resolves outside its location: {PythonText.Repr(lockFile)}");
    }

    private protected static string WithSubdirectory(string url, string? subdirectory, string lockFile)
        => string.IsNullOrEmpty(subdirectory) ? url
            : !url.Contains('#', StringComparison.Ordinal) ? $"{url}#subdirectory={subdirectory}"
            : throw new LockFileException($"Package URL {PythonText.Repr(url)} cannot contain fragments in combination with subdirectory field (in {PythonText.Repr(lockFile)})");
}

public sealed partial record LockedVcs
{
    /// <inheritdoc/>
    public override string UrlFrom(string lockFile) => WithSubdirectory($"{Type}+{Locate(lockFile, Path, Url)}@{CommitId}", Subdirectory, lockFile);
}

public sealed partial record LockedDirectory
{
    /// <inheritdoc/>
    public override string UrlFrom(string lockFile)
    {
        ArgumentNullException.ThrowIfNull(lockFile);
        if (LinkUrl.IsDocument(lockFile) && !LinkUrl.IsFile(lockFile))
        {
            throw new LockFileException($"Directory entries are not supported in remote pylock.toml {PythonText.Repr(lockFile)}");
        }

        string url = Locate(lockFile, Path, null);
        url += url.EndsWith('/') ? "" : "/";
        return string.IsNullOrEmpty(Subdirectory) ? url : url + Subdirectory + (Subdirectory.EndsWith('/') ? "" : "/");
    }
}

public abstract partial record LockedFile
{
    /// <inheritdoc/>
    public override string UrlFrom(string lockFile) => Locate(lockFile, Path, Url);
}

public sealed partial record LockedArchive
{
    /// <inheritdoc/>
    public override string UrlFrom(string lockFile) => WithSubdirectory(base.UrlFrom(lockFile), Subdirectory, lockFile);
}
