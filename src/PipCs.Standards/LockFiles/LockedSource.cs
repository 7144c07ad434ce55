using PipCs.Standards.DirectUrls;
using PipCs.Standards.Toml;

namespace PipCs.Standards.LockFiles;

/// <summary>The source of one package of a lock file (pylock.toml specification, "packages").</summary>
public abstract partial record LockedSource
{
    private protected LockedSource()
    {
    }

    /// <summary>The file name at the end of a path or URL; empty where there is none.</summary>
    private protected static string FileNameOf(string? path, string? url)
    {
        if (!string.IsNullOrEmpty(path))
        {
            return path[(path.LastIndexOf(path.Contains('/', StringComparison.Ordinal) ? '/' : '\\') + 1)..];
        }

        if (string.IsNullOrEmpty(url))
        {
            return "";
        }

        UrlParts parts = UrlParts.Split(url);
        string name = parts.Path[(parts.Path.LastIndexOf('/') + 1)..];
        int parameters = parts.Scheme is "" or "http" or "https" or "ftp" or "sftp" ? name.IndexOf(';', StringComparison.Ordinal) : -1;
        return Uri.UnescapeDataString(parameters < 0 ? name : name[..parameters]);
    }
}

/// <summary>Sources under version control (pylock.toml specification, <c>packages.vcs</c>).</summary>
public sealed partial record LockedVcs : LockedSource
{
    /// <summary>The system: <c>git</c>, <c>hg</c>, <c>svn</c> or <c>bzr</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The repository's URL; null where only <see cref="Path"/> is given.</summary>
    public string? Url { get; init; }

    /// <summary>The repository's path, relative to the lock file; null where only <see cref="Url"/> is given.</summary>
    public string? Path { get; init; }

    /// <summary>The requested branch or tag, or null.</summary>
    public string? RequestedRevision { get; init; }

    /// <summary>The commit to install.</summary>
    public required string CommitId { get; init; }

    /// <summary>The project's folder in the repository; null for its root.</summary>
    public string? Subdirectory { get; init; }
}

/// <summary>A local source tree (pylock.toml specification, <c>packages.directory</c>).</summary>
public sealed partial record LockedDirectory : LockedSource
{
    /// <summary>The path, relative to the lock file.</summary>
    public required string Path { get; init; }

    /// <summary>Whether to install it editable; null for no.</summary>
    public bool? Editable { get; init; }

    /// <summary>The project's folder in the tree; null for its root.</summary>
    public string? Subdirectory { get; init; }
}

/// <summary>A file with hashes: <see cref="LockedArchive"/> or <see cref="LockedDistribution"/>.</summary>
public abstract partial record LockedFile : LockedSource
{
    private protected LockedFile()
    {
    }

    /// <summary>The URL; null where only <see cref="Path"/> is given.</summary>
    public string? Url { get; init; }

    /// <summary>The path, relative to the lock file; null where only <see cref="Url"/> is given. It is used before the URL.</summary>
    public string? Path { get; init; }

    /// <summary>The size in bytes, or null.</summary>
    public long? Size { get; init; }

    /// <summary>When the file was uploaded, or null.</summary>
    public TomlMoment? UploadTime { get; init; }

    /// <summary>The hashes: hexadecimal value by algorithm, in the order of the file; at least one.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Hashes { get; init; }
}

/// <summary>A wheel or source archive that was required by its URL or path (pylock.toml specification, <c>packages.archive</c>).</summary>
public sealed partial record LockedArchive : LockedFile
{
    /// <summary>The project's folder in the archive; null for its root.</summary>
    public string? Subdirectory { get; init; }
}

/// <summary>A file of an index: <see cref="LockedSdist"/> or <see cref="LockedWheel"/>.</summary>
public abstract partial record LockedDistribution : LockedFile
{
    private protected LockedDistribution()
    {
    }

    /// <summary>The file name as the lock file gives it, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The file name: as given, or what path or URL end in. Empty where there is none.</summary>
    public string FileName => string.IsNullOrEmpty(Name) ? FileNameOf(Path, Url) : Name;
}

/// <summary>An sdist (pylock.toml specification, <c>packages.sdist</c>).</summary>
public sealed partial record LockedSdist : LockedDistribution
{
    /// <summary>Makes one from scratch.</summary>
    public LockedSdist()
    {
    }
}

/// <summary>A wheel (pylock.toml specification, an element of <c>packages.wheels</c>).</summary>
public sealed partial record LockedWheel : LockedDistribution
{
    /// <summary>Makes one from scratch.</summary>
    public LockedWheel()
    {
    }
}
