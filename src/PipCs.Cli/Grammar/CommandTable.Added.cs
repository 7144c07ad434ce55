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
                UpdateOptions.DryRun,
                UpdateOptions.Yes,
                UpdateOptions.Format,
                RequirementOptions.Constraint,
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
