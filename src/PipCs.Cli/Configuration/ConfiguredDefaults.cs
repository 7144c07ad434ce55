using System.Globalization;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;

namespace PipCs.Cli.Configuration;

/// <summary>Applies the configuration, before the command line: <c>[global]</c>, then the command's section, then the environment variables.</summary>
internal static class ConfiguredDefaults
{
    /// <summary>Applies all that concerns the command's options; names that it does not have are passed over.</summary>
    /// <exception cref="ConfigurationException">A value is wrong.</exception>
    /// <exception cref="UsageException">A flag's or count's value is wrong.</exception>
    internal static void Apply(ConfigurationSet configuration, ParsedArguments arguments)
    {
        List<(Option Option, string Value)> late = [];
        var section = arguments.Command.IsMain ? "global" : arguments.Command.Name;
        ApplySection(configuration, "global", arguments, late);
        if (section != "global")
        {
            ApplySection(configuration, section, arguments, late);
        }

        ApplySection(configuration, ConfigurationSet.EnvironmentSection, arguments, late);
        foreach (var (option, value) in late)
        {
            OptionCallbacks.Apply(arguments, option, option.LongName, value);
        }
    }

    private static void ApplySection(ConfigurationSet configuration, string section, ParsedArguments arguments, List<(Option Option, string Value)> late)
    {
        foreach (var (key, value) in configuration.GetSection(section))
        {
            if (arguments.Command.Find("--" + key) is { } option)
            {
                ApplyValue(arguments, option, key, value, late);
            }
        }
    }

    private static void ApplyValue(ParsedArguments arguments, Option option, string key, string text, List<(Option Option, string Value)> late)
    {
        switch (option.Action)
        {
            case OptionAction.StoreTrue or OptionAction.StoreFalse:
                // A configured flag stores the value as written, even for an option that turns the flag off on the command line.
                arguments.Set(option.Key, OptionValueReader.TryReadFlag(text, out var flag)
                    ? flag
                    : throw new UsageException(arguments.Command, $"{text} is not a valid value for {key} option, please specify a boolean value like yes/no, true/false or 1/0 instead."));
                break;
            case OptionAction.Count:
                arguments.Set(option.Key, ReadCount(arguments.Command, key, text));
                break;
            case OptionAction.Append:
                List<string> values = [];
                foreach (var part in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                {
                    values.Add((string)Read(option, key, part));
                }

                arguments.Set(option.Key, values);
                break;
            case OptionAction.Callback:
                late.Add((option, option.TakesValue ? (string)Read(option, option.LongName, text) : text));
                break;
            case OptionAction.Store:
                arguments.Set(option.Key, Read(option, key, text));
                break;
            case OptionAction.StoreConstant:
                arguments.Set(option.Key, text);
                break;
            default:
                break;
        }
    }

    private static int ReadCount(Command command, string key, string text)
    {
        if (OptionValueReader.TryReadFlag(text, out var flag))
        {
            return flag ? 1 : 0;
        }

        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) && count >= 0
            ? count
            : throw new UsageException(command, $"{text} is not a valid value for {key} option, please instead specify either a non-negative integer or a boolean value like yes/no or false/true which is equivalent to 1/0.");
    }

    private static object Read(Option option, string name, string text) =>
        OptionValueReader.TryRead(option, name, text, out var value, out var message)
            ? value
            : throw new ConfigurationException($"An error occurred during configuration: {message}. Check your pip configuration files or environment variables for this value. "
                + "See https://pip.pypa.io/en/stable/topics/configuration/ for more information.\n", 3);
}
