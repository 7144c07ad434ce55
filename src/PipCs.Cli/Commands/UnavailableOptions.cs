using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;

namespace PipCs.Cli.Commands;

/// <summary>Refuses the options of pip that do not work yet, so that none of them is silently ignored.</summary>
internal static class UnavailableOptions
{
    /// <summary>Refuses the first of them that was given.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">One was given.</exception>
    internal static void Refuse(ParsedArguments arguments)
    {
        RefuseList(arguments, OptionKey.Editables, "--editable");
        RefuseList(arguments, OptionKey.BuildConstraints, "--build-constraint");
        foreach (var feature in arguments.List(OptionKey.DeprecatedFeaturesEnabled))
        {
            throw Errors.OptionNotAvailable($"--use-deprecated {feature}");
        }
    }

    private static void RefuseList(ParsedArguments arguments, OptionKey key, string name)
    {
        if (arguments.List(key).Count > 0)
        {
            throw Errors.OptionNotAvailable(name);
        }
    }
}
