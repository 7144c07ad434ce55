using PipCs.Cli.Grammar;

namespace PipCs.Cli.Parsing;

/// <summary>
/// Reads a command line as Python's optparse does: abbreviated long names, clustered short ones,
/// <c>--name=value</c>, <c>-nvalue</c>, options and arguments mixed, <c>--</c>.
/// </summary>
internal static class ArgumentParser
{
    /// <summary>Reads options and arguments into <paramref name="result"/>.</summary>
    /// <param name="result">The values from configuration and environment, which the command line replaces.</param>
    /// <param name="arguments">The words.</param>
    /// <param name="stopAtArgument">Whether to stop at the first word that is no option.</param>
    /// <exception cref="UsageException">The command line is wrong.</exception>
    internal static void Parse(ParsedArguments result, ReadOnlySpan<string> arguments, bool stopAtArgument)
    {
        var index = 0;
        while (index < arguments.Length && !result.HelpRequested)
        {
            var argument = arguments[index];
            if (argument == "--")
            {
                index++;
                break;
            }

            if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                index = ReadLong(result, arguments, index);
            }
            else if (argument.Length > 1 && argument[0] == '-')
            {
                index = ReadShort(result, arguments, index);
            }
            else if (stopAtArgument)
            {
                break;
            }
            else
            {
                result.AddPositional(argument);
                index++;
            }
        }

        result.Consumed = index;
        for (; index < arguments.Length; index++)
        {
            result.AddPositional(arguments[index]);
        }
    }

    private static int ReadLong(ParsedArguments result, ReadOnlySpan<string> arguments, int index)
    {
        var argument = arguments[index++];
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var written = equals < 0 ? argument : argument[..equals];
        var option = OptionMatcher.Match(result.Command, written, out var name);
        string? value = null;
        if (option.TakesValue)
        {
            value = equals >= 0 ? argument[(equals + 1)..]
                : index < arguments.Length ? arguments[index++]
                : throw new UsageException(result.Command, $"{name} option requires 1 argument");
        }
        else if (equals >= 0)
        {
            throw new UsageException(result.Command, $"{name} option does not take a value");
        }

        Apply(result, option, name, value);
        return index;
    }

    private static int ReadShort(ParsedArguments result, ReadOnlySpan<string> arguments, int index)
    {
        var cluster = arguments[index++];
        for (var i = 1; i < cluster.Length && !result.HelpRequested; i++)
        {
            var name = $"-{cluster[i]}";
            var option = result.Command.Find(name) ?? throw new UsageException(result.Command, $"no such option: {name}");
            if (!option.TakesValue)
            {
                Apply(result, option, name, null);
                continue;
            }

            var value = i + 1 < cluster.Length ? cluster[(i + 1)..]
                : index < arguments.Length ? arguments[index++]
                : throw new UsageException(result.Command, $"{name} option requires 1 argument");
            Apply(result, option, name, value);
            break;
        }

        return index;
    }

    private static void Apply(ParsedArguments result, Option option, string name, string? text)
    {
        object value = text ?? "";
        if (text is not null && !OptionValueReader.TryRead(option, name, text, out value, out var message))
        {
            throw new UsageException(result.Command, message);
        }

        switch (option.Action)
        {
            case OptionAction.Store:
                result.Set(option.Key, value);
                break;
            case OptionAction.StoreTrue:
                result.Set(option.Key, true);
                break;
            case OptionAction.StoreFalse:
                result.Set(option.Key, false);
                break;
            case OptionAction.StoreConstant:
                result.Set(option.Key, option.Constant!);
                break;
            case OptionAction.Append:
                result.Append(option.Key, (string)value);
                break;
            case OptionAction.Count:
                result.Set(option.Key, result.Count(option.Key) + 1);
                break;
            case OptionAction.Help:
                result.HelpRequested = true;
                break;
            case OptionAction.Callback:
                OptionCallbacks.Apply(result, option, name, text is null ? null : (string)value);
                break;
        }
    }
}
