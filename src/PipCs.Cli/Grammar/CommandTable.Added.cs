using PipCs.Cli.Grammar.Options;

namespace PipCs.Cli.Grammar;

internal static partial class CommandTable
{
    private static Command Update => new("update")
    {
        Usage = "\n%prog [options] [<package> ...]",
        Description = """
            Bring what is installed to its newest versions.

            Without names everything in the environment is updated that came from an
            index; with names only these, and what they need. The versions are chosen
            together, so that they suit each other and what stays. The plan is shown
            before anything changes, and all changes are made or none.
            """,
        Groups =
        [
            new("Update Options",
            [
                PlanOptions.DryRun,
                PlanOptions.Yes,
                PlanOptions.Format,
                RequirementOptions.Constraint,
                EnvironmentOptions.RootUserAction,
                EnvironmentOptions.BreakSystemPackages,
            ]),
            PackageSelectionOptions.Group,
            PackageIndexOptions.Group,
            GeneralOptions.Group,
        ],
    };

    private static Command Sync => new("sync")
    {
        Usage = "\n%prog [options] -r <requirements file> ...",
        Description = """
            Make the environment hold exactly what files ask for: requirements files,
            or a lock file (pylock.toml), with all that they need.

            What is missing is installed, what does not suit is replaced, all else is
            removed, but for pip (and setuptools and wheel before Python 3.12). What is
            installed and suits stays. The plan is shown before anything changes, and
            all changes are made or none.
            """,
        Groups =
        [
            new("Sync Options",
            [
                RequirementOptions.Requirement,
                RequirementOptions.Constraint,
                RequirementOptions.Override,
                RequirementOptions.Group,
                RequirementOptions.NoDeps,
                RequirementOptions.RequireHashes,
                RequirementOptions.NoRequireHashes,
                SyncOptions.Upgrade,
                SyncOptions.AllowEmpty,
                PlanOptions.DryRun,
                PlanOptions.Yes,
                PlanOptions.Format,
                EnvironmentOptions.RootUserAction,
                EnvironmentOptions.BreakSystemPackages,
            ]),
            PackageSelectionOptions.Group,
            PackageIndexOptions.Group,
            GeneralOptions.Group,
        ],
    };

    private static Command Tree => new("tree")
    {
        Usage = "\n%prog [options] [<package> ...]",
        Description = """
            Show what needs what, and by which requirement.

            Without names the tree begins with what nothing else needs; with names it
            begins with these. Markers are applied, and so are the extras that a
            requirement asks for.
            """,
        Groups =
        [
            new("Tree Options", [TreeOptions.Invert, TreeOptions.Depth, TreeOptions.Format]),
            GeneralOptions.Group,
        ],
    };
}
