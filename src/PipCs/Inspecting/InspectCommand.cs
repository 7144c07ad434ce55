using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Selection;

namespace PipCs.Inspecting;

/// <summary>Describes an environment's content (Installation report's relative, <c>pip inspect</c> JSON format 1).</summary>
public static class InspectCommand
{
    /// <summary>Lists it.</summary>
    /// <exception cref="UserErrorException">Options contradict each other.</exception>
    public static InspectResult Run(InspectRequest request, Interpreter interpreter, IReporter reporter)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(interpreter);
        ArgumentNullException.ThrowIfNull(reporter);
        if (request.Paths.Count > 0 && (request.User || request.Local))
        {
            throw Errors.PathWithUserOrLocal();
        }

        var chosen = new List<InstalledDistribution>();
        foreach (var distribution in InstalledSelection.Scan(interpreter, request.Paths, reporter).InOrder)
        {
            if (!InstalledSelection.IsStandardLibrary(distribution.Project) && InstalledSelection.IsIn(distribution, request.Local, request.User))
            {
                chosen.Add(distribution);
            }
        }

        return new(chosen, interpreter.Markers);
    }
}
