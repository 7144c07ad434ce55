using PipCs.Standards.Projects;

namespace PipCs.Resolution;

/// <summary>The source of a distribution. The hierarchy is closed: it has only the records that are nested here.</summary>
public abstract record DistributionSource
{
    private DistributionSource()
    {
    }

    /// <summary>A file that an index or a find-links page lists.</summary>
    /// <param name="File">The file.</param>
    public sealed record IndexFile(ProjectFile File) : DistributionSource;

    /// <summary>A source that a requirement names by URL or path, so that no index is asked for it.</summary>
    /// <param name="Url">The URL as the requirement has it, with its fragment; <c>file:</c> for a path.</param>
    public abstract record Direct(string Url) : DistributionSource
    {
        /// <summary>The URL without its fragment.</summary>
        public string Location => LinkUrl.WithoutFragment(Url);

        /// <summary>The project's name as the fragment has it (<c>#egg=name</c>), without extras; null where it has none.</summary>
        public string? EggName => FragmentValue("egg") is { } egg ? egg.Split('[')[0] : null;

        /// <summary>The folder below the URL that holds the project (<c>#subdirectory=folder</c>); null for none.</summary>
        public string? Subdirectory => FragmentValue("subdirectory");

        private string? FragmentValue(string key)
        {
            foreach (string part in Url[Location.Length..].TrimStart('#').Split('&'))
            {
                if (part.Length > key.Length && part[key.Length] == '=' && part.StartsWith(key, StringComparison.Ordinal))
                {
                    return part[(key.Length + 1)..];
                }
            }

            return null;
        }
    }

    /// <summary>A wheel or an sdist at a URL or path.</summary>
    /// <param name="Url">The URL, with its fragment.</param>
    /// <param name="Kind">Whether it is a wheel or an sdist, by the end of its name.</param>
    public sealed record Archive(string Url, DistributionKind Kind) : Direct(Url);

    /// <summary>A directory that holds the sources of a project.</summary>
    /// <param name="Url">The <c>file:</c> URL, with its fragment.</param>
    /// <param name="Path">The absolute path.</param>
    /// <param name="IsEditable">Whether the environment is to use the sources where they are (<c>-e</c>).</param>
    public sealed record SourceTree(string Url, string Path, bool IsEditable) : Direct(Url);

    /// <summary>A revision of a repository.</summary>
    /// <param name="Url">The URL as the requirement has it: <c>git+https://host/repository@revision#subdirectory=folder</c>.</param>
    /// <param name="System">The version control system as the scheme names it: <c>git</c>, <c>hg</c>, <c>svn</c> or <c>bzr</c>.</param>
    /// <param name="RepositoryUrl">The URL of the repository, without system, revision and fragment.</param>
    /// <param name="Revision">The branch, tag or commit after <c>@</c>; null for the default.</param>
    /// <param name="IsEditable">Whether the environment is to use the checkout where it is (<c>-e</c>).</param>
    public sealed record Repository(string Url, string System, string RepositoryUrl, string? Revision, bool IsEditable) : Direct(Url);

    /// <summary>A distribution that is installed already.</summary>
    /// <param name="Distribution">The distribution.</param>
    public sealed record Installed(InstalledCandidate Distribution) : DistributionSource;
}
