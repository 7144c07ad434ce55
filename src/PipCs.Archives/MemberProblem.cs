namespace PipCs.Archives;

/// <summary>Why a member's path is not taken.</summary>
public enum MemberProblem
{
    /// <summary>It is taken.</summary>
    None,

    /// <summary>It is empty.</summary>
    Empty,

    /// <summary>It begins with a slash.</summary>
    Absolute,

    /// <summary>It has a part <c>..</c>.</summary>
    Parent,

    /// <summary>It has an empty part or a part <c>.</c>.</summary>
    EmptyPart,

    /// <summary>It has a backslash, which parts folders elsewhere.</summary>
    Backslash,

    /// <summary>It has a zero byte.</summary>
    ZeroByte,

    /// <summary>It is longer than 4,000 bytes, or a part of it than the 255 that file systems take.</summary>
    TooLong,

    /// <summary>Another member has this path.</summary>
    Duplicate,

    /// <summary>Another member needs this path as a folder, or has one of its folders as a file.</summary>
    FileAndFolder,
}
