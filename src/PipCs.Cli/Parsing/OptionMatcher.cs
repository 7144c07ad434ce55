using PipCs.Cli.Grammar;

namespace PipCs.Cli.Parsing;

/// <summary>Finds the long option that a word means: its exact name, or an abbreviation that only one of pip's names begins with.</summary>
internal static class OptionMatcher
{
    /// <summary>Finds it.</summary>
    /// <param name="command">Whose options they are.</param>
    /// <param name="written">The word, with its dashes.</param>
    /// <param name="name">The option's name that it stands for.</param>
    /// <exception cref="UsageException">None begins with it, or several do.</exception>
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
