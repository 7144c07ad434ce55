using PipCs.Standards.DirectUrls;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Recording;
using PipCs.Standards.Versions;

namespace PipCs.Python.Installed;

/// <summary>How a distribution's metadata is kept.</summary>
public enum InstalledKind
{
    /// <summary>A <c>.dist-info</c> folder.</summary>
    DistInfo,

    /// <summary>An <c>.egg-info</c> folder.</summary>
    EggInfoFolder,

    /// <summary>An <c>.egg-info</c> file (distutils).</summary>
    EggInfoFile,

    /// <summary>An <c>.egg-link</c> of a development install.</summary>
    EggLink,

    /// <summary>An <c>.egg</c> folder or zip.</summary>
    Egg,
}

/// <summary>A distribution that is installed. What is not in its folder's name is read when first asked for. Thread-safe.</summary>
public sealed partial class InstalledDistribution
{
    /// <summary>The name as its metadata spells it.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>The normalised name.</summary>
    public ProjectName Project => throw new NotImplementedException();

    /// <summary>The version; the default where <see cref="VersionText"/> is no valid one.</summary>
    public PackageVersion Version => throw new NotImplementedException();

    /// <summary>The version as its metadata spells it.</summary>
    public string VersionText => throw new NotImplementedException();

    /// <summary>How its metadata is kept.</summary>
    public InstalledKind Kind => throw new NotImplementedException();

    /// <summary>The folder of <c>sys.path</c> that it was found in.</summary>
    public string Location => throw new NotImplementedException();

    /// <summary>The metadata folder or file.</summary>
    public string MetadataPath => throw new NotImplementedException();

    /// <summary>Reads a file of the metadata folder (<c>METADATA</c>, <c>entry_points.txt</c>, ...); null where it is missing.</summary>
    public byte[]? ReadMetadataFile(string name) => throw new NotImplementedException();

    /// <summary>The core metadata.</summary>
    public CoreMetadata Metadata => throw new NotImplementedException();

    /// <summary>The part of it that resolving needs.</summary>
    public DependencyMetadata Dependencies => throw new NotImplementedException();

    /// <summary>The rows of RECORD; null where there is none.</summary>
    public IReadOnlyList<RecordEntry>? ReadRecord() => throw new NotImplementedException();

    /// <summary>The content of INSTALLER, trimmed; empty where there is none.</summary>
    public string Installer => throw new NotImplementedException();

    /// <summary>Whether REQUESTED is there.</summary>
    public bool IsRequested => throw new NotImplementedException();

    /// <summary>direct_url.json, or null.</summary>
    public DirectUrl? DirectUrl => throw new NotImplementedException();

    /// <summary>The source folder of an editable install, or null.</summary>
    public string? EditableLocation => throw new NotImplementedException();

    /// <summary>Whether it lies in the user's site-packages.</summary>
    public bool IsInUserSite => throw new NotImplementedException();
}
