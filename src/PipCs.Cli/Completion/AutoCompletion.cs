using System.Globalization;
using PipCs.Cli.Grammar;
using PipCs.Cli.Start;
using PipCs.Cli.Terminal;
using PipCs.Diagnostics;
using PipCs.Python.Installed;

namespace PipCs.Cli.Completion;

/// <summary>Completes a command line for a shell. The shell sets <c>PIP_AUTO_COMPLETE</c>; <c>COMP_WORDS</c> and <c>COMP_CWORD</c> give the words and the position.</summary>
internal sealed class AutoCompletion
{
    private readonly StandardOutput _output;
    private readonly string[] _words;
    private readonly int _index;
    private readonly string _current;

    private AutoCompletion(StandardOutput output, string[] words, int index)
    {
        _output = output;
        _words = words;
        _index = index;
        _current = index >= 1 && index <= words.Length ? words[index - 1] : "";
    }

    /// <summary>Makes an instance if a shell asks for completion; else null.</summary>
    internal static AutoCompletion? Begin(StandardOutput output)
    {
        if (Environment.GetEnvironmentVariable("PIP_AUTO_COMPLETE") is null
            || Environment.GetEnvironmentVariable("COMP_WORDS") is not { Length: > 0 } line
            || !int.TryParse(Environment.GetEnvironmentVariable("COMP_CWORD"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new AutoCompletion(output, words.Length == 0 ? [] : words[1..], index);
    }

    /// <summary>Writes the possible words.</summary>
    /// <param name="target">The Python whose installed projects complete <c>show</c> and <c>uninstall</c>.</param>
    /// <returns>The exit code, which is 1 as in pip.</returns>
    internal int Answer(Func<TargetPython> target)
    {
        var name = Array.Find(_words, static word => CommandTable.Names.Contains(word));
        if (name is null)
        {
            AnswerBeforeCommand();
        }
        else if (name != "help")
        {
            AnswerCommand(CommandTable.Find(name)!, target);
        }

        return 1;
    }

    private void AnswerBeforeCommand()
    {
        List<string> candidates = [.. CommandTable.Names];
        var main = CommandTable.Main;
        if (_current.StartsWith('-'))
        {
            foreach (var option in Visible(main))
            {
                candidates.AddRange(InOrderOfCompletion(option));
            }
        }
        else if (FindPathKind(main) is { } kind)
        {
            candidates = [.. PathCompletion.List(_current, kind)];
        }

        _output.Write(string.Join(' ', candidates.FindAll(candidate => candidate.StartsWith(_current, StringComparison.Ordinal))) + "\n");
    }

    private void AnswerCommand(Command command, Func<TargetPython> target)
    {
        var isOption = _current.StartsWith('-');
        if (!isOption && command.Name is "show" or "uninstall" && AnswerInstalled(target))
        {
            return;
        }

        if (!isOption && command.Name == "install")
        {
            WriteLines(PathCompletion.List(_current, "path"));
            return;
        }

        if (FindPathKind(command) is { } kind)
        {
            WriteLines(PathCompletion.List(_current, kind));
        }
        else
        {
            AnswerOptions(command);
        }

        if (!Array.Exists(command.Subcommands, verb => _words.Contains(verb)))
        {
            WriteLines(command.Subcommands.Where(verb => verb.StartsWith(_current, StringComparison.Ordinal)));
        }
    }

    private void AnswerOptions(Command command)
    {
        var earlier = _words.Skip(1).Take(Math.Max(_index - 2, 0)).Select(static word => word.Split('=')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var option in Visible(command))
        {
            // pip treats a callback as an option with a value, and therefore completes --no-cache-dir=.
            var takesValue = option.TakesValue || option.Action == OptionAction.Callback;
            foreach (var name in InOrderOfCompletion(option))
            {
                if (!earlier.Contains(name) && name.StartsWith(_current, StringComparison.Ordinal))
                {
                    _output.Write(takesValue && name.StartsWith("--", StringComparison.Ordinal) ? $"{name}=\n" : $"{name}\n");
                }
            }
        }
    }

    private bool AnswerInstalled(Func<TargetPython> target)
    {
        List<string> names = [];
        try
        {
            foreach (var distribution in InstalledDistributions.Scan(target().Interpreter).InOrder)
            {
                var name = distribution.Project.Value;
                if (distribution.IsLocal && name.StartsWith(_current, StringComparison.OrdinalIgnoreCase) && !_words.AsSpan(1).Contains(name))
                {
                    names.Add(name);
                }
            }
        }
        catch (UserErrorException)
        {
            // Without a Python there are no installed projects to complete, and a completing shell must not get messages.
        }

        WriteLines(names);
        return names.Count > 0;
    }

    /// <summary>The kind of path that the option before the current word takes; null where it takes none.</summary>
    private string? FindPathKind(Command command)
    {
        if (_index < 2 || _index - 2 >= _words.Length || !_words[_index - 2].StartsWith('-'))
        {
            return null;
        }

        var before = _words[_index - 2].Split('=')[0];
        foreach (var option in Visible(command))
        {
            if (Array.IndexOf(option.Names, before) >= 0 && option.Metavar?.Split('/') is { } kinds && kinds.Any(static kind => kind is "path" or "file" or "dir"))
            {
                return option.Metavar;
            }
        }

        return null;
    }

    private static IEnumerable<Option> Visible(Command command) =>
        command.Groups.SelectMany(static group => group.Options).Concat(command.Ungrouped).Where(static option => !option.Hidden && !option.Added);

    private static IEnumerable<string> InOrderOfCompletion(Option option) =>
        option.Names.OrderBy(static name => name.StartsWith("--", StringComparison.Ordinal) ? 0 : 1);

    private void WriteLines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            _output.Write(line);
            _output.Write("\n");
        }
    }
}
