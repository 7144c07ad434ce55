using PipCs.Cli.Grammar.Options;

namespace PipCs.Cli.Grammar;

internal static partial class CommandTable
{
    private static Command Freeze => new("freeze")
    {
        Usage = "\n%prog [options]",
        Description = """
            Output installed packages in requirements format.

            packages are listed in a case-insensitive sorted order.
            """,
        IgnoresRequiredEnvironment = true,
        Groups =
        [
            new("Freeze Options",
            [
                FreezeOptions.Requirement,
                FreezeOptions.Local,
                ListingOptions.User,
                ListingOptions.Path,
                FreezeOptions.All,
                FreezeOptions.ExcludeEditable,
                ListingOptions.Exclude,
            ]),
            GeneralOptions.Group,
        ],
    };

    private static Command Inspect => new("inspect")
    {
        Usage = "\n%prog [options]",
        Description = "Inspect the content of a Python environment and produce a report in JSON format.",
        IgnoresRequiredEnvironment = true,
        Groups =
        [
            new("Inspect Options",
            [
                InspectOptions.Local,
                ListingOptions.User,
                ListingOptions.Path,
            ]),
            GeneralOptions.Group,
        ],
    };

    private static Command List => new("list")
    {
        Usage = "\n%prog [options]",
        Description = """
            List installed packages, including editables.

            Packages are listed in a case-insensitive sorted order.
            """,
        IgnoresRequiredEnvironment = true,
        Groups =
        [
            new("List Options",
            [
                ListOptions.Outdated,
                ListOptions.Uptodate,
                ListOptions.Editable,
                ListOptions.Local,
                ListingOptions.User,
                ListingOptions.Path,
                ListOptions.Format,
                ListOptions.NotRequired,
                ListOptions.ExcludeEditable,
                ListOptions.IncludeEditable,
                ListingOptions.Exclude,
            ]),
            PackageSelectionOptions.Group,
            PackageIndexOptions.Group,
            GeneralOptions.Group,
        ],
    };

    private static Command Show => new("show")
    {
        Usage = "\n%prog [options] <package> ...",
        Description = """
            Show information about one or more installed packages.

            The output is in RFC-compliant mail header format.
            """,
        IgnoresRequiredEnvironment = true,
        Groups =
        [
            new("Show Options",
            [
                ShowOptions.Files,
            ]),
            GeneralOptions.Group,
        ],
    };

    private static Command Check => new("check")
    {
        Usage = "\n%prog [options]",
        Description = "Verify installed packages have compatible dependencies.",
        IgnoresRequiredEnvironment = true,
        Groups =
        [
            GeneralOptions.Group,
        ],
    };
}
