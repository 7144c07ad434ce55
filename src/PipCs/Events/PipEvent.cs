using PipCs.Standards.Names;
using PipCs.Standards.Versions;

namespace PipCs.Events;

/// <summary>
/// A step of an operation, reported to <see cref="Session.Events"/>. The hierarchy is closed: it has the records that are nested here, and no others.
/// The events of one operation come in pip's order and one at a time, though not always on the same thread. No event holds a password of a URL.
/// </summary>
public abstract record PipEvent
{
    private PipEvent()
    {
    }

    /// <summary>The solver looks at the first candidate of a project, or takes another local file of it.</summary>
    /// <param name="Requirement">The requirement that brought the project.</param>
    /// <param name="Origin">The file or distribution that has the requirement; empty for the command line.</param>
    /// <param name="Project">The project.</param>
    /// <param name="Version">The candidate's version.</param>
    /// <param name="Url">The URL of the candidate's file, without fragment; null where it has none.</param>
    public sealed record Collecting(string Requirement, string Origin, ProjectName Project, PackageVersion Version, string? Url) : PipEvent;

    /// <summary>An installed distribution satisfies a requirement.</summary>
    /// <param name="Requirement">The requirement.</param>
    /// <param name="Origin">The file or distribution that has the requirement; empty for the command line.</param>
    /// <param name="Project">The project.</param>
    /// <param name="Version">The installed version.</param>
    /// <param name="Folder">The folder that holds the distribution; null where it is not known.</param>
    public sealed record AlreadySatisfied(string Requirement, string Origin, ProjectName Project, PackageVersion Version, string? Folder) : PipEvent;

    /// <summary>The metadata of a collected candidate was read. Files on this machine have no such event.</summary>
    /// <param name="FileName">The metadata file of an index, or the wheel that the metadata was read from.</param>
    /// <param name="Length">The length in bytes; null where it is not known.</param>
    /// <param name="IsCached">Whether it comes from the cache; otherwise it was fetched.</param>
    public sealed record MetadataRead(string FileName, long? Length, bool IsCached) : PipEvent;

    /// <summary>A collected file lies already in the folder of a download.</summary>
    /// <param name="Path">The path of the file.</param>
    public sealed record AlreadyDownloaded(string Path) : PipEvent;

    /// <summary>A wheel is taken from the cache, or its transfer has begun. Where the metadata was read from the wheel itself, <see cref="MetadataRead"/> stands for both.</summary>
    /// <param name="FileName">The name of the wheel.</param>
    /// <param name="Length">The length in bytes; null where it is not known.</param>
    /// <param name="IsCached">Whether it comes from the cache; otherwise it is fetched.</param>
    public sealed record WheelFetching(string FileName, long? Length, bool IsCached) : PipEvent;

    /// <summary>All wheels are unpacked and verified, and their installation begins.</summary>
    /// <param name="Items">The distributions, in the order of installing.</param>
    public sealed record Installing(IReadOnlyList<NamedVersion> Items) : PipEvent;

    /// <summary>The steps of an installation have ended, also where one of them failed. The environment changes after it.</summary>
    /// <param name="Count">The number of distributions.</param>
    public sealed record InstallingEnded(int Count) : PipEvent;

    /// <summary>The environment has changed.</summary>
    /// <param name="Items">The distributions that were installed, ordered by name.</param>
    public sealed record Installed(IReadOnlyList<NamedVersion> Items) : PipEvent;

    /// <summary>A dry run has ended.</summary>
    /// <param name="Items">The distributions that an install would install, ordered by name.</param>
    public sealed record WouldInstall(IReadOnlyList<NamedVersion> Items) : PipEvent;

    /// <summary>A step of the removal of an installed distribution.</summary>
    /// <param name="Name">The name as its metadata spells it.</param>
    /// <param name="Version">The version as it was written.</param>
    /// <param name="Reason">The reason of the removal.</param>
    public abstract record Removal(string Name, string Version, RemovalReason Reason) : PipEvent;

    /// <summary>A copy was found that is to be removed. A distribution that is <see cref="RemovalReason.Unwanted"/> has no such event.</summary>
    /// <param name="Name">The name as its metadata spells it.</param>
    /// <param name="Version">The version as it was written.</param>
    /// <param name="Reason">The reason of the removal.</param>
    /// <param name="ReplacedBy">The project as it was asked for, where another version takes the place; else null.</param>
    public sealed record RemovalFound(string Name, string Version, RemovalReason Reason, string? ReplacedBy) : Removal(Name, Version, Reason);

    /// <summary>The copy stays, because it lies outside of the environment or none of its files were found.</summary>
    /// <param name="Name">The name as its metadata spells it.</param>
    /// <param name="Version">The version as it was written.</param>
    /// <param name="Reason">The reason of the removal.</param>
    /// <param name="Refusal">The sentence that says why the copy is left alone; null where its files were not found.</param>
    public sealed record RemovalSkipped(string Name, string Version, RemovalReason Reason, string? Refusal) : Removal(Name, Version, Reason);

    /// <summary>The files to remove are known. An uninstall that asks does so after this event, and <see cref="Removed"/> follows only after a yes.</summary>
    /// <param name="Name">The name as its metadata spells it.</param>
    /// <param name="Version">The version as it was written.</param>
    /// <param name="Reason">The reason of the removal.</param>
    public sealed record Removing(string Name, string Version, RemovalReason Reason) : Removal(Name, Version, Reason);

    /// <summary>The files are removed. In an install this becomes final with <see cref="Installed"/>.</summary>
    /// <param name="Name">The name as its metadata spells it.</param>
    /// <param name="Version">The version as it was written.</param>
    /// <param name="Reason">The reason of the removal.</param>
    public sealed record Removed(string Name, string Version, RemovalReason Reason) : Removal(Name, Version, Reason);

    /// <summary>A download saved a file.</summary>
    /// <param name="Path">The absolute path.</param>
    public sealed record Saved(string Path) : PipEvent;

    /// <summary>A download has ended.</summary>
    /// <param name="Items">The distributions whose files are in the folder, in the order in which they were chosen.</param>
    public sealed record Downloaded(IReadOnlyList<NamedVersion> Items) : PipEvent;
}
