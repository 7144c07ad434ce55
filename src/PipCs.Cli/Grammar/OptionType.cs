namespace PipCs.Cli.Grammar;

/// <summary>What kind of value an option takes.</summary>
internal enum OptionType
{
    /// <summary>None: a flag.</summary>
    None,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>A path, whose leading <c>~</c> is the home folder.</summary>
    Path,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>The name of a project, which is normalised.</summary>
    PackageName,
}
