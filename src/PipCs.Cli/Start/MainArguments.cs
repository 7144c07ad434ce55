using PipCs.Cli.Configuration;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Diagnostics;
using PipCs.Platform;

namespace PipCs.Cli.Start;

/// <summary>
/// The part of the command line before the command. It may name the Python of the run, whose folder may have a
/// further configuration file, which then counts for all options.
/// </summary>
internal sealed class MainArguments(ConfigurationLoader loader, ProgramLocation program)
{
    private string? _siteFile;

    /// <summary>The options before the command, and the words from it on.</summary>
    internal ParsedArguments Arguments { get; private set; } = null!;

    /// <summary>The configuration of this run.</summary>
    internal ConfigurationSet Configuration { get; private set; } = null!;

    /// <summary>The Python of this run.</summary>
    internal TargetPython Target { get; private set; } = null!;

    /// <summary><c>--python</c>, or <c>PIP_PYTHON</c>; null where neither is given.</summary>
    internal string? Python => Arguments.Text(OptionKey.Python);

    /// <summary>Reads a command line up to the command.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The Python named cannot be used.</exception>
    internal void Read(string[] words)
    {
        Configuration = Configure(isolated: false);
        Parse(words);
        Target = new TargetPython(Python, program, () => CacheFolders.Locate(ReadAhead(words)).Own);
        if (Python is not null)
        {
            // As in pip, for every command, also for those that need no Python.
            Target.CheckNamed();
        }

        if (Target.TryGetPrefix() is { } prefix)
        {
            var file = Path.Join(prefix, ConfigurationLoader.FileName);
            if (NativeFile.TryGetStatus(file, out _) == Errno.None)
            {
                _siteFile = file;
                Configuration = Configure(isolated: false);
                Parse(words);
            }
        }
    }

    /// <summary>Reads the configuration, including the file in the target's environment once that is known.</summary>
    internal ConfigurationSet Configure(bool isolated) => loader.Load(isolated, _siteFile);

    /// <summary>The command line without the command's name at its first place, as in pip.</summary>
    internal static string[] WithoutCommand(string[] words, string command)
    {
        var index = Array.IndexOf(words, command);
        return [.. words.AsSpan(0, index), .. words.AsSpan(index + 1)];
    }

    /// <summary>Parses the whole command line as far as possible. The cache must not be used before it is known whether the user permits it.</summary>
    private ParsedArguments ReadAhead(string[] words)
    {
        if (Arguments.Positionals.Count == 0 || CommandTable.Find(Arguments.Positionals[0]) is not { } command)
        {
            return Arguments;
        }

        var result = new ParsedArguments(command);
        try
        {
            ConfiguredDefaults.Apply(Configuration, result);
            ArgumentParser.Parse(result, WithoutCommand(words, command.Name), stopAtArgument: false);
        }
        catch (Exception exception) when (exception is UsageException or ConfigurationException or UserErrorException)
        {
            // The error is reported when the command line is parsed again.
        }

        return result;
    }

    private void Parse(string[] words)
    {
        Arguments = new ParsedArguments(CommandTable.Main);
        ConfiguredDefaults.Apply(Configuration, Arguments);
        ArgumentParser.Parse(Arguments, words, stopAtArgument: true);
    }
}
