namespace PipCs.Diagnostics;

/// <summary>The kinds of work that may take a command long, each counted in one unit.</summary>
public enum WorkKind
{
    /// <summary>Choosing versions; begins and ends, and has no amount of its own.</summary>
    Resolving,

    /// <summary>Projects that the resolution looked at.</summary>
    Projects,

    /// <summary>Versions whose metadata the resolution has read.</summary>
    Versions,

    /// <summary>Bytes of distributions from the network.</summary>
    Downloading,

    /// <summary>Wheels that are unpacked into the store.</summary>
    Unpacking,

    /// <summary>Source files that are compiled to bytecode.</summary>
    Compiling,

    /// <summary>Files that are linked or copied towards the environment.</summary>
    Linking,

    /// <summary>Files that are deleted from the environment.</summary>
    Removing,

    /// <summary>Projects whose newest version is compared with the installed one.</summary>
    Comparing,

    /// <summary>Entries of the cache that are verified.</summary>
    Verifying,

    /// <summary>Entries of the cache that are deleted.</summary>
    Clearing,
}
