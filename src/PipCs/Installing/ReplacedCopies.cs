using PipCs.Diagnostics;
using PipCs.Install;
using PipCs.Platform;
using PipCs.Python.Installed;
using PipCs.Python.Interpreters;
using PipCs.Standards.Names;

namespace PipCs.Installing;

/// <summary>
/// Decides which installed copies an install removes. A copy in the target folders is always removed, so that no project is there twice. Of other copies,
/// only one that would hide the new copy is removed, and only if the target is the interpreter's own environment (not with <c>--user</c>,
/// <c>--prefix</c>, <c>--root</c> or <c>--target</c>).
/// </summary>
internal sealed class ReplacedCopies
{
    private readonly InstallTarget _target;
    private readonly InstalledDistributions _installed;
    private readonly bool _replaces;
    private InstalledDistributions? _inTarget;

    /// <summary>Keeps the inputs; reads nothing yet.</summary>
    /// <param name="target">The folders to install into.</param>
    /// <param name="installed">The distributions that the interpreter sees.</param>
    /// <param name="replaces">False with <c>--ignore-installed</c>: copies are overwritten instead of removed.</param>
    internal ReplacedCopies(InstallTarget target, InstalledDistributions installed, bool replaces = true)
    {
        _target = target;
        _installed = installed;
        _replaces = replaces;
    }

    /// <summary>The copies of a project that an install of it meets, in the order of their removal.</summary>
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

        // So far only the copy that the interpreter finds first was checked. Another one may lie behind it, or in folders that the interpreter does not search.
        if ((found || !IsSeen()) && InTarget().TryGet(project, out var own))
        {
            yield return new ReplacedCopy(own, LeftAlone: null);
        }
    }

    /// <summary>Whether a copy stays beside the new one, so that it does not satisfy a requirement.</summary>
    internal bool StaysBeside(InstalledDistribution copy) => _target.Kind == TargetKind.User && !_target.Holds(copy);

    /// <summary>Throws if the environment's own copy would hide a project in the user's folder.</summary>
    /// <exception cref="UserErrorException">The environment has a copy of one of the projects.</exception>
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

    /// <summary>Whether the new copy comes before this one on <c>sys.path</c>, so that this one (that of a system package manager, for example) can stay.</summary>
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

    /// <summary>Whether the interpreter searches the target folders.</summary>
    private bool IsSeen() => _target.LibraryFolders.All(folder => _target.Interpreter.SearchFolders.Contains(folder));

    private InstalledDistributions InTarget() => _inTarget ??= InstalledDistributions.Scan(_target.LibraryFolders, _target.Interpreter);

    private static string RealPath(string folder) => NativeFile.ResolveLinks(folder) ?? folder;
}

/// <summary>A copy of a project that an install of it meets.</summary>
/// <param name="Distribution">The copy.</param>
/// <param name="LeftAlone">pip's line about a copy that stays; null where it is removed.</param>
internal readonly record struct ReplacedCopy(InstalledDistribution Distribution, string? LeftAlone);
