using PipCs.Standards.FileNames;
using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Tags;
using PipCs.Standards.Toml;

namespace PipCs.Standards.LockFiles;

/// <content>The choice of packages to install ("Installation", with packaging's checks and messages).</content>
public sealed partial record LockFile
{
    /// <summary>Chooses the packages to install, in the order of the file.</summary>
    /// <exception cref="LockSelectionException">The file excludes this environment, names a package twice, or has no suitable file.</exception>
    /// <exception cref="MarkerEvaluationException">A marker compares values that cannot be compared.</exception>
    public IReadOnlyList<LockedChoice> Select(LockSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        MarkerEnvironment environment = selection.Environment;
        string python = environment.GetText(MarkerVariable.PythonFullVersion)!;
        if (RequiresPython is { } required && !required.Contains(python))
        {
            throw new LockSelectionException(
                $"python_full_version {PythonValue.Repr(python)} in provided environment does not satisfy the Python version requirement {PythonValue.Repr(required.ToString())}");
        }

        if (Environments is { Count: > 0 } environments && !environments.Any(marker => marker.EvaluateWithoutExtra(environment)))
        {
            throw new LockSelectionException("Provided environment does not satisfy any of the environments specified in the lock file");
        }

        var selected = new OrderedDictionary<ProjectName, int>();
        HashSet<string> extras = Normalize(selection.Extras);
        HashSet<string> groups = Normalize(selection.DependencyGroups ?? DefaultGroups ?? []);
        for (int i = 0; i < Packages.Count; i++)
        {
            LockedPackage package = Packages[i];
            if (package.Marker is { } marker && !marker.EvaluateInLockFile(environment, extras, groups))
            {
                continue;
            }

            string name = PythonValue.Repr(package.Name.Value);
            if (package.RequiresPython is { } packageRequires && !packageRequires.Contains(python))
            {
                throw new LockSelectionException(
                    $"python_full_version {PythonValue.Repr(python)} in provided environment does not satisfy the Python version requirement {PythonValue.Repr(packageRequires.ToString())} for package {name} at packages[{i}]");
            }

            if (!selected.TryAdd(package.Name, i))
            {
                throw new LockSelectionException($"Multiple packages with the name {name} are selected at packages[{i}] and packages[{selected[package.Name]}]");
            }
        }

        return [.. selected.Values.Select(i => new LockedChoice(Packages[i], Choose(Packages[i], i, selection)))];
    }

    private static HashSet<string> Normalize(IReadOnlyCollection<string> names) => [.. names.Select(name => ProjectName.Normalize(name).Value)];

    private static LockedSource Choose(LockedPackage package, int position, LockSelection selection)
    {
        if ((package.Vcs ?? package.Directory ?? (LockedSource?)package.Archive) is { } direct)
        {
            return direct;
        }

        if (package.Sdist is { } preferred && selection.PrefersSdist?.Invoke(package.Name) == true)
        {
            return preferred;
        }

        return BestWheel(package.Wheels ?? [], selection.Tags) ?? (LockedSource?)package.Sdist ?? throw new LockSelectionException(
            $"No wheel found matching the provided tags for package {PythonValue.Repr(package.Name.Value)} at packages[{position}], and no sdist available as a fallback");
    }

    private static LockedWheel? BestWheel(IReadOnlyList<LockedWheel> wheels, SupportedTags tags)
    {
        LockedWheel? best = null;
        int bestRank = int.MaxValue;
        foreach (LockedWheel wheel in wheels)
        {
            int rank = WheelFileName.TryParse(wheel.FileName, out WheelFileName? name) ? tags.Rank(name.Tags) : -1;
            if (rank >= 0 && rank < bestRank)
            {
                (best, bestRank) = (wheel, rank);
            }
        }

        return best;
    }
}
