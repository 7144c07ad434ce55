using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Selection;
using PipCs.Standards.Names;

namespace PipCs.Listing;

/// <summary>Lists what is installed.</summary>
public static class ListCommand
{
    /// <summary>Lists it.</summary>
    /// <exception cref="UserErrorException">Options contradict each other.</exception>
    public static ListResult Run(ListRequest request, Interpreter interpreter, IReporter reporter)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(interpreter);
        ArgumentNullException.ThrowIfNull(reporter);
        if (request.Paths.Count > 0 && (request.User || request.Local))
        {
            throw Errors.PathWithUserOrLocal();
        }

        var chosen = new List<InstalledDistribution>();
        foreach (var distribution in InstalledSelection.Scan(interpreter, request.Paths, reporter).All)
        {
            if (!InstalledSelection.IsStandardLibrary(distribution.Project)
                && InstalledSelection.IsIn(distribution, request.Local, request.User)
                && (request.IncludeEditable || distribution.EditableLocation is null)
                && (!request.Editable || distribution.EditableLocation is not null))
            {
                chosen.Add(distribution);
            }
        }

        // What is required is found before names are left out, else a requirement of these would be listed.
        if (request.NotRequired)
        {
            var required = Required(chosen, interpreter);
            chosen.RemoveAll(distribution => required.Contains(distribution.Project));
        }

        foreach (var name in request.Excludes)
        {
            var project = ProjectName.Normalize(name);
            chosen.RemoveAll(distribution => distribution.Project == project);
        }

        return new(chosen);
    }

    private static HashSet<ProjectName> Required(List<InstalledDistribution> distributions, Interpreter interpreter)
    {
        var required = new HashSet<ProjectName>();
        foreach (var distribution in distributions)
        {
            foreach (var requirement in InstalledSelection.Applying(distribution.Dependencies.RequiresDist, interpreter.Markers))
            {
                required.Add(requirement.Project);
            }
        }

        return required;
    }
}
