using PipCs.Diagnostics;
using PipCs.Install;
using PipCs.Platform;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Standards.Names;

namespace PipCs.Installing;

/// <summary>
/// The rule of what an install takes away. A copy in the folders that are written to always goes, so that no project is
/// there twice. Of other copies only the one that would hide the new one goes, and only where the interpreter's own environment is written to:
/// not where the user's folder (<c>--user</c>) or a folder that a person named (<c>--prefix</c>, <c>--root</c>, <c>--target</c>) is.
/// </summary>
internal sealed class ReplacedCopies
{
    private readonly InstallTarget _target;
    private readonly InstalledDistributions _installed;
    private readonly bool _replaces;
    private InstalledDistributions? _inTarget;

    /// <summary>Takes what decides; looks at nothing yet.</summary>
    /// <param name="target">Where is written to.</param>
    /// <param name="installed">What the interpreter sees.</param>
    /// <param name="replaces">False with <c>--ignore-installed</c>: what is there is overwritten, not taken away.</param>
    internal ReplacedCopies(InstallTarget target, InstalledDistributions installed, bool replaces = true)
    {
        _target = target;
        _installed = installed;
        _replaces = replaces;
    }

    /// <summary>The copies of a project that an install of it deals with, in the order in which they go.</summary>
    internal IEnumerable<ReplacedCopy> Of(ProjectName project)
    {
        if (!_replaces)
        {
            yield break;
        }

        var found = _installed.TryGet(project, out var first);
        if (found && _target.Holds(first))
        {
            yield return new ReplacedCopy(first, LeftAlone: null);
            yield break;
        }

        if (found && _target.Kind == TargetKind.Environment)
        {
            yield return new ReplacedCopy(first, IsHiddenBy(first) ? UninstallPlan.OutsideEnvironment(first, _target) : null);
        }

        // What the interpreter finds first was looked at; a copy behind it, or in folders that it does not see, was not.
        if ((found || !IsSeen()) && InTarget().TryGet(project, out var own))
        {
            yield return new ReplacedCopy(own, LeftAlone: null);
        }
    }

    /// <summary>Whether a copy stays and the new one is put beside it, so that the copy is no reason to leave the new one out.</summary>
    internal bool StaysBeside(InstalledDistribution copy) => _target.Kind == TargetKind.User && !_target.Holds(copy);

    /// <summary>Refuses to put something into the user's folder that the environment's own copy would hide.</summary>
    /// <exception cref="UserErrorException">It would.</exception>
    internal void RefuseHidden(IEnumerable<ProjectName> projects)
    {
        if (!_replaces || _target.Kind != TargetKind.User || !_target.Interpreter.IsVirtualEnvironment)
        {
            return;
        }

        var own = RealPath(_target.Interpreter.Scheme.Purelib);
        foreach (var project in projects)
        {
            if (_installed.TryGet(project, out var first) && !_target.Holds(first) && first.InstalledLocation.StartsWith(own, StringComparison.Ordinal))
            {
                throw Errors.HiddenFromUserSite(first.Name, first.Location);
            }
        }
    }

    /// <summary>Whether the new copy comes before this one on <c>sys.path</c>: then this one, a system package manager's, say, need not go.</summary>
    private bool IsHiddenBy(InstalledDistribution copy)
    {
        var folders = _target.Interpreter.SearchFolders;
        var own = -1;
        for (var index = 0; index < folders.Count; index++)
        {
            if (_target.LibraryFolders.Contains(folders[index]))
            {
                own = index;
            }
            else if (own >= 0 && RealPath(folders[index]) == copy.InstalledLocation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the interpreter looks at the folders that are written to.</summary>
    private bool IsSeen() => _target.LibraryFolders.All(folder => _target.Interpreter.SearchFolders.Contains(folder));

    private InstalledDistributions InTarget() => _inTarget ??= InstalledDistributions.Scan(_target.LibraryFolders, _target.Interpreter);

    private static string RealPath(string folder) => NativeFile.ResolveLinks(folder) ?? folder;
}

/// <summary>A copy of a project that an install of it meets.</summary>
/// <param name="Distribution">The copy.</param>
/// <param name="LeftAlone">Why it stays, in pip's words; null where it goes.</param>
internal readonly record struct ReplacedCopy(InstalledDistribution Distribution, string? LeftAlone);
