using PipCs.Diagnostics;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Selection;

namespace PipCs.Inspecting;

/// <summary><c>inspect</c>: lists the content of an environment (format 1 of <c>pip inspect</c>).</summary>
internal static class Inspector
{
    /// <summary>Lists the installed distributions.</summary>
    /// <exception cref="UserErrorException">Options contradict each other.</exception>
    internal static InspectResult Run(InspectRequest request, Interpreter interpreter, IReporter reporter)
    {
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
