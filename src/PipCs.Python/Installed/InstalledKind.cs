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
