using PipCs.Cli.Configuration;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
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
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The Python named is not there.</exception>
    internal void Read(string[] words)
    {
        Configuration = Configure(isolated: false);
        Parse(words);
        if (Python is { } python && NativeFile.TryGetStatus(python, out _) != Errno.None)
        {
            throw Errors.PythonNotFound(python);
        }

        Target = new TargetPython(Python, program, () => CacheFolders.Locate(Arguments).Own);
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

    private void Parse(string[] words)
    {
        Arguments = new ParsedArguments(CommandTable.Main);
        ConfiguredDefaults.Apply(Configuration, Arguments);
        ArgumentParser.Parse(Arguments, words, stopAtArgument: true);
    }
}
