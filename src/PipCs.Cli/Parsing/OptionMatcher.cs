using PipCs.Cli.Grammar;

namespace PipCs.Cli.Parsing;

/// <summary>Finds the long option for a word: its exact name, or an abbreviation that fits only one of pip's names.</summary>
internal static class OptionMatcher
{
    /// <summary>Finds it.</summary>
    /// <param name="command">The command with the options.</param>
    /// <param name="written">The word, with its dashes.</param>
    /// <param name="name">The full name of the option.</param>
    /// <exception cref="UsageException">The word fits no option, or several.</exception>
    internal static Option Match(Command command, string written, out string name)
    {
        name = written;
        if (command.Find(written) is { } exact)
        {
            return exact;
        }

        List<(string Name, Option Option)> matches = [];
        Collect(command.Ungrouped, written, matches);
        foreach (var group in command.Groups)
        {
            Collect(group.Options, written, matches);
        }

        if (matches.Count == 1)
        {
            (name, var option) = matches[0];
            return option;
        }

        if (matches.Count == 0)
        {
            throw new UsageException(command, $"no such option: {written}");
        }

        matches.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        throw new UsageException(command, $"ambiguous option: {written} ({string.Join(", ", matches.ConvertAll(static match => match.Name))}?)");
    }

    private static void Collect(Option[] options, string written, List<(string Name, Option Option)> matches)
    {
        foreach (var option in options)
        {
            if (option.Added)
            {
                continue;
            }

            foreach (var name in option.Names)
            {
                if (name.StartsWith("--", StringComparison.Ordinal) && name.StartsWith(written, StringComparison.Ordinal))
                {
                    matches.Add((name, option));
                }
            }
        }
    }
}
