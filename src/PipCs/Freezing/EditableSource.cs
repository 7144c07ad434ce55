using PipCs.Diagnostics;
using PipCs.Freezing.VersionControls;

namespace PipCs.Freezing;

/// <summary>The origin of an editable install: its folder, or the repository whose checkout the folder is.</summary>
/// <param name="Requirement">The text after <c>-e</c>.</param>
/// <param name="Comments">The comment lines in front.</param>
internal sealed record EditableSource(string Requirement, IReadOnlyList<string> Comments)
{
    internal static EditableSource Describe(string location, string name, string nameAndVersion, IReporter reporter, CancellationToken cancellationToken)
    {
        var (system, root) = VersionControl.Of(location);
        if (system is null)
        {
            return WithoutVersionControl(location, nameAndVersion);
        }

        try
        {
            var url = system.ReadRemote(location, cancellationToken);
            var prefix = system.IsPrefixed(url) ? "" : system.Command + "+";
            var revision = system.ReadRevision(location, cancellationToken);
            var subdirectory = system.KnowsSubdirectories ? ProjectFolder.FindBelow(root, location) : null;
            return new($"{prefix}{url}@{revision}#egg={name.Replace('-', '_')}{(subdirectory is null ? "" : "&subdirectory=" + subdirectory)}", []);
        }
        catch (RemoteException exception)
        {
            return new(location, exception.Remote is { } remote
                ? [$"# Editable {system.Title} install ({nameAndVersion}) with either a deleted local remote or invalid URI:", $"# '{remote}'"]
                : [$"# Editable {system.Title} install with no remote ({nameAndVersion})"]);
        }
        catch (CommandMissingException) when (root != location)
        {
            // pip asks the version control program for the root, so without the program it finds no repository.
            return WithoutVersionControl(location, nameAndVersion);
        }
        catch (CommandMissingException)
        {
            reporter.Report(Severity.Warning, $"cannot determine version of editable source in {location} ({system.Command} command not found in path)");
            return new(location, []);
        }
        catch (CommandFailedException exception)
        {
            reporter.Report(Severity.Error, Errors.CommandFailed(exception.CommandLine, exception.ExitCode, exception.Output).ToDiagnosticText());
            reporter.Report(Severity.Warning, $"Error when trying to get requirement for VCS system {exception.Message}");
            reporter.Report(Severity.Warning, $"Could not determine repository location of {location}");
            return new(location, ["## !! Could not determine repository location"]);
        }
    }

    private static EditableSource WithoutVersionControl(string location, string nameAndVersion)
        => new(location, [$"# Editable install with no version control ({nameAndVersion})"]);
}
