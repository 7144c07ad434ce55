using PipCs.Diagnostics;

namespace PipCs;

/// <summary>Every error that the commands tell a person.</summary>
internal static partial class Errors
{
    internal static UserErrorException PathWithUserOrLocal() => new("Cannot combine '--path' with '--user' or '--local'");

    internal static UserErrorException RequirementsFileNotReadable(string message) => new(message, exitCode: 2);

    internal static UserErrorException InvalidRequirementLine(string requirement, string reason)
        => new($"Invalid requirement: '{requirement}': {reason}");
}
