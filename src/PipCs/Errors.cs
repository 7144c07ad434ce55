using PipCs.Diagnostics;

namespace PipCs;

/// <summary>Every error of this room that a person is shown.</summary>
internal static partial class Errors
{
    /// <summary>Nothing was named.</summary>
    internal static UserErrorException NothingToUninstall()
        => new("You must give at least one requirement to uninstall (see \"pip help uninstall\")");

    /// <summary>An argument is no requirement.</summary>
    internal static UserErrorException InvalidRequirement(string text, string reason)
        => new($"Invalid requirement: '{text}': {reason}");
}
