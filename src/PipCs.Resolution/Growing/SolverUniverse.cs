using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;
using PipCs.Standards.Names;

namespace PipCs.Resolution.Growing;

/// <summary>
/// The solver and its packages over the candidates that are known now. The solver's sets cannot grow, so it begins again when there are more candidates
/// (from a page that was not needed at first, or an admitted pre-release).
/// </summary>
internal sealed class SolverUniverse(ProjectTable projects)
{
    private readonly Dictionary<ProjectName, SolverPackage> _packages = [];

    internal Solver Solver { get; private set; } = new();

    internal SolverPackage Root => Solver.Root;

    /// <summary>The number of restarts.</summary>
    internal int Restarts { get; private set; }

    internal void Restart()
    {
        Restarts++;
        _packages.Clear();
        Solver = new Solver();
    }

    /// <summary>Whether the solver has a package of the project, so that more candidates of the project need a restart.</summary>
    internal bool Contains(ProjectName project) => _packages.ContainsKey(project);

    /// <summary>The package of a project, if the solver has one; otherwise null.</summary>
    internal SolverPackage? Find(ProjectName project) => _packages.GetValueOrDefault(project);

    /// <summary>The package of a project. The first call makes it from the current candidates, with its constraint.</summary>
    internal SolverPackage PackageOf(ProjectState project)
    {
        if (_packages.TryGetValue(project.Name, out SolverPackage? package))
        {
            return package;
        }

        package = new SolverPackage(Solver.Packages.Count, project.Name.Value, project.Universe())
        {
            Project = project,
            RequestedOrder = projects.RequestedOrderOf(project.Name),
        };
        _packages.Add(project.Name, package);
        Solver.Packages.Add(package);
        if (project.Constraint is { } constraint)
        {
            ulong[] excluded = Positions.Difference(package.Universe, constraint.PositionsIn(project.Versions));
            Positions.Remove(excluded, Positions.Absent);
            if (!Positions.IsEmpty(excluded))
            {
                var incompatibility = new Incompatibility([package], [excluded], new ConstraintReason(constraint)) { Target = package };
                Solver.Add(incompatibility);
                Solver.Exclude(incompatibility);
            }
        }

        return package;
    }

    /// <summary>The package of an extra, made at the first call.</summary>
    internal SolverPackage ExtraOf(SolverPackage package, string name)
    {
        foreach (SolverPackage known in package.Extras)
        {
            if (known.Extra == name)
            {
                return known;
            }
        }

        var extra = new SolverPackage(Solver.Packages.Count, $"{package.Identifier}[{name}]", [3])
        {
            Project = package.Project,
            Base = package,
            Extra = name,
            RequestedOrder = package.RequestedOrder,
        };
        package.Extras.Add(extra);
        Solver.Packages.Add(extra);
        return extra;
    }
}
