namespace PipCs.Resolution.Deciding;

/// <summary>
/// The reasons why a version is tried after others. A greater drawback outweighs all smaller ones together, so the values compare as numbers. Among
/// equals the newest version goes first.
/// </summary>
[Flags]
internal enum Drawbacks : byte
{
    None = 0,

    /// <summary>It has source distributions only, and the request prefers wheels.</summary>
    NoWheel = 1,

    /// <summary>It is a pre-release, and no requirement names one.</summary>
    Prerelease = 2,

    /// <summary>All its usable files are yanked.</summary>
    Yanked = 4,

    /// <summary>None of its files has one of the hashes that the request gives.</summary>
    WrongHash = 8,

    /// <summary>It is the position that stands for the unread page.</summary>
    PageUnread = 16,

    /// <summary>It is the file of a URL that only a dependency names.</summary>
    UrlOfDependency = 32,
}
