namespace PipCs.Cli.Grammar;

/// <summary>The kind of value that an option takes.</summary>
internal enum OptionType
{
    /// <summary>None: a flag.</summary>
    None,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>A path; a leading <c>~</c> is replaced by the home folder.</summary>
    Path,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>The name of a project, which is normalised.</summary>
    PackageName,

    /// <summary>A span of time: seconds, or a number with a unit (<c>12h</c>, <c>7d</c>).</summary>
    Duration,

    /// <summary>A size: bytes, or a number with a unit (<c>5GB</c>).</summary>
    Size,
}
