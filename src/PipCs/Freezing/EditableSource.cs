using PipCs.Diagnostics;

namespace PipCs.Freezing;

/// <summary>Where an editable install comes from: its folder, or the repository that the folder is a checkout of.</summary>
/// <param name="Requirement">What stands after <c>-e</c>.</param>
/// <param name="Comments">Lines before it.</param>
internal sealed record EditableSource(string Requirement, IReadOnlyList<string> Comments)
{
    internal static EditableSource Describe(string location, string name, string nameAndVersion, IReporter reporter)
    {
        if (!GitCheckout.Contains(location))
        {
            return new(location, [$"# Editable install with no version control ({nameAndVersion})"]);
        }

        switch (GitCheckout.TryRead(location, out var checkout))
        {
            case GitAnswer.Found:
                return new($"{checkout.ToRequirementUrl()}@{checkout.Commit}#egg={name.Replace('-', '_')}{(checkout.Subdirectory is null ? "" : "&subdirectory=" + checkout.Subdirectory)}", []);
            case GitAnswer.NoRemote:
                return new(location, [$"# Editable Git install with no remote ({nameAndVersion})"]);
            case GitAnswer.InvalidRemote:
                return new(location, [$"# Editable Git install ({nameAndVersion}) with either a deleted local remote or invalid URI:", $"# '{checkout.Remote}'"]);
            case GitAnswer.NoGit:
                reporter.Report(Severity.Warning, $"cannot determine version of editable source in {location} (git command not found in path)");
                return new(location, []);
            default:
                return new(location, [$"# Editable install with no version control ({nameAndVersion})"]);
        }
    }
}
