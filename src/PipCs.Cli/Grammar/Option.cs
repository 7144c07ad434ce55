namespace PipCs.Cli.Grammar;

/// <summary>One option of the command line: a row of the grammar. Immutable.</summary>
internal sealed class Option
{
    internal Option(OptionKey key, string destination, params string[] names)
    {
        Key = key;
        Destination = destination;
        Names = names;
    }

    /// <summary>The value that it sets.</summary>
    internal OptionKey Key { get; }

    /// <summary>pip's name of the value; help shows it where there is no <see cref="Metavar"/>.</summary>
    internal string Destination { get; }

    /// <summary>Its spellings, short ones first; help shows the first short and the first long one.</summary>
    internal string[] Names { get; }

    /// <summary>The effect of the option on its value.</summary>
    internal OptionAction Action { get; init; }

    /// <summary>The kind of value; <see cref="OptionType.None"/> for an option without value.</summary>
    internal OptionType Type { get; init; }

    /// <summary>The parser of its value where <see cref="Action"/> is <see cref="OptionAction.Callback"/>.</summary>
    internal OptionCallback Callback { get; init; }

    /// <summary>The values allowed, where <see cref="Type"/> is <see cref="OptionType.Choice"/>.</summary>
    internal string[]? Choices { get; init; }

    /// <summary>Values that pip does not have. They are accepted, but no message lists them.</summary>
    internal string[] AddedChoices { get; init; } = [];

    /// <summary>The value where it is not given, as it would be written.</summary>
    internal string? Default { get; init; }

    /// <summary>Whether a flag is on where it is not given.</summary>
    internal bool DefaultsToTrue { get; init; }

    /// <summary>The value that <see cref="OptionAction.StoreConstant"/> stores.</summary>
    internal string? Constant { get; init; }

    /// <summary>The name of its value in help.</summary>
    internal string? Metavar { get; init; }

    /// <summary>Its help text, in which <c>%default</c> is replaced by the default.</summary>
    internal string? Help { get; init; }

    /// <summary>Whether help and completion omit it.</summary>
    internal bool Hidden { get; init; }

    /// <summary>Whether it is ours, not pip's: then it never takes part in abbreviations, and help omits it when started as <c>pip</c>.</summary>
    internal bool Added { get; init; }

    /// <summary>Whether a value follows it.</summary>
    internal bool TakesValue => Type != OptionType.None;

    /// <summary>Its first long name.</summary>
    internal string LongName => Names[Names.Length > 1 && !Names[0].StartsWith("--", StringComparison.Ordinal) ? 1 : 0];
}
