namespace PipCs.Cli.Grammar;

/// <summary>One command: its name, its help and its options. Immutable; made when it is looked up.</summary>
/// <param name="name">Its name; empty for the part of the command line before a command.</param>
internal sealed class Command(string name)
{
    /// <summary>Its name; empty for the part of the command line before a command.</summary>
    internal string Name { get; } = name;

    /// <summary>The usage lines, with <c>%prog</c> for the program and command; empty where there are none.</summary>
    internal string Usage { get; init; } = "";

    /// <summary>Its description in help, lines without indentation.</summary>
    internal string Description { get; init; } = "";

    /// <summary>Usage lines of verbs that pip does not have.</summary>
    internal string AddedUsage { get; init; } = "";

    /// <summary>The description of the added options in help.</summary>
    internal string AddedDescription { get; init; } = "";

    /// <summary>Whether it may run outside an environment under <c>--require-virtualenv</c>.</summary>
    internal bool IgnoresRequiredEnvironment { get; init; }

    /// <summary>Whether it works without a usable Python, because it does not use any.</summary>
    internal bool NeedsNoPython { get; init; }

    /// <summary>The verbs that may come first among its arguments, in pip's order.</summary>
    internal string[] Subcommands { get; init; } = [];

    /// <summary>Options before all groups in help.</summary>
    internal Option[] Ungrouped { get; init; } = [];

    /// <summary>Its options in the order of help; the general ones last.</summary>
    internal OptionGroup[] Groups { get; init; } = [];

    /// <summary>Whether this is the part of the command line before a command.</summary>
    internal bool IsMain => Name.Length == 0;

    /// <summary>The option with this exact name; null where it has none.</summary>
    internal Option? Find(ReadOnlySpan<char> name)
    {
        foreach (var option in Ungrouped)
        {
            if (IsNamed(option, name))
            {
                return option;
            }
        }

        foreach (var group in Groups)
        {
            foreach (var option in group.Options)
            {
                if (IsNamed(option, name))
                {
                    return option;
                }
            }
        }

        return null;
    }

    private static bool IsNamed(Option option, ReadOnlySpan<char> name)
    {
        foreach (var candidate in option.Names)
        {
            if (name.SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }
}
