using PipCs.Cli.Configuration;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Diagnostics;
using PipCs.Platform;

namespace PipCs.Cli.Start;

/// <summary>
/// What stands before the command. It may name the Python that the run is for, whose folder may hold a
/// further configuration file, which then holds for all.
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
            // As pip: whatever the command is, also where it needs no Python.
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

    /// <summary>Reads the configuration, the target's own file included once it is known.</summary>
    internal ConfigurationSet Configure(bool isolated) => loader.Load(isolated, _siteFile);

    /// <summary>The command line without the command's word, wherever it first stands, as in pip.</summary>
    internal static string[] WithoutCommand(string[] words, string command)
    {
        var index = Array.IndexOf(words, command);
        return [.. words.AsSpan(0, index), .. words.AsSpan(index + 1)];
    }

    /// <summary>What the whole command line says, as far as it can be read: the cache must not be used before it is known whether it may be.</summary>
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
            // It is said when the command line is read in earnest.
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
