using PipCs.Diagnostics;
using PipCs.Resolution.Projects;
using PipCs.Resolution.Solving;

namespace PipCs.Resolution.Walking;

/// <summary>
/// Runs pip's own search at the first conflict, and has the solver try pip's pins first. So the solver decides which solutions are possible, and pip's
/// order decides which of them is taken.
/// </summary>
internal sealed class PinnedWay(ResolutionRequest request, WalkGuide guide)
{
    private Dictionary<ProjectState, (int Order, ProjectVersions Versions, int Position)>? _pinned;
    private bool _hasWalked;

    /// <summary>The needs at which the walk ended, if pip would end there with an error; otherwise null.</summary>
    internal IReadOnlyList<WalkNeed>? LastDeadEnd { get; private set; }

    /// <summary>Runs the walk, once for each resolution; false at further calls, and where hashes are required.</summary>
    internal async ValueTask<bool> WalkAsync()
    {
        if (_hasWalked || request.Options.RequireHashes == true)
        {
            return false;
        }

        _hasWalked = true;
        try
        {
            IReadOnlyList<WalkPin>? pins;
            do
            {
                guide.Begin();
                var walk = new PipWalk(guide);
                pins = await walk.RunAsync(guide.RootNeeds()).ConfigureAwait(false);
                LastDeadEnd = walk.LastDeadEnd;
            }
            while (guide.IsStale);

            Keep(pins ?? []);
        }
        catch (UserErrorException)
        {
            // An error of the source is thrown only if the solver itself needs the answer.
        }

        return true;
    }

    /// <summary>Gets the place of a project in the order of the pins; false where it is not pinned.</summary>
    internal bool TryGetOrder(ProjectState project, out uint order)
    {
        if (_pinned is not null && _pinned.TryGetValue(project, out (int Order, ProjectVersions Versions, int Position) pinned))
        {
            order = (uint)pinned.Order;
            return true;
        }

        order = 0;
        return false;
    }

    /// <summary>The pinned position of a package, if it may still be chosen; otherwise null.</summary>
    internal int? PositionOf(SolverPackage package)
        => _pinned is not null && _pinned.TryGetValue(package.Project!, out (int Order, ProjectVersions Versions, int Position) pinned)
            && pinned.Versions == package.Project!.Versions && Positions.Contains(package.Allowed, pinned.Position) ? pinned.Position : null;

    private void Keep(IReadOnlyList<WalkPin> pins)
    {
        if (pins.Count == 0)
        {
            return;
        }

        _pinned = [];
        foreach (WalkPin pin in pins)
        {
            if (pin.Node.Project is { } project && pin.Node.Plain is null)
            {
                _pinned.Add(project, (_pinned.Count, project.Versions, pin.Position));
                project.AdmitWalked(pin.Position);
            }
        }
    }
}
