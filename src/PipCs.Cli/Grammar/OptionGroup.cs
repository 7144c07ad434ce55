namespace PipCs.Cli.Grammar;

/// <summary>Options that help shows together.</summary>
/// <param name="title">The heading, without the colon.</param>
/// <param name="options">The options in the order of help.</param>
internal sealed class OptionGroup(string title, Option[] options)
{
    /// <summary>The heading, without the colon.</summary>
    internal string Title { get; } = title;

    /// <summary>The options in the order of help.</summary>
    internal Option[] Options { get; } = options;
}
