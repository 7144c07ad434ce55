using PipCs.Cli.Grammar.Options;

namespace PipCs.Cli.Grammar;

internal static partial class CommandTable
{
    private static Command Install => new("install")
    {
        Usage = "\n%prog [options] <requirement specifier> [package-index-options] ...\n%prog [options] -r <requirements file> [package-index-options] ...\n%prog [options] [-e] <vcs project url> ...\n%prog [options] [-e] <local project path> ...\n%prog [options] <archive url/path> ...",
        Description = """
            Install packages from:

            - PyPI (and other indexes) using requirement specifiers.
            - VCS project urls.
            - Local project directories.
            - Local or remote source archives.

            pip also supports installing from "requirements files", which provide
            an easy way to specify a whole environment to be installed.
            """,
        Groups =
        [
            new("Install Options",
            [
                RequirementOptions.Requirement,
                RequirementOptions.Constraint,
                RequirementOptions.Override,
                RequirementOptions.BuildConstraint,
                RequirementOptions.RequirementsFromScript,
                RequirementOptions.NoDeps,
                RequirementOptions.OnlyDeps,
                RequirementOptions.Editable,
                InstallOptions.DryRun,
                InstallOptions.Target,
                TargetPythonOptions.Platform,
                TargetPythonOptions.PythonVersion,
                TargetPythonOptions.Implementation,
                TargetPythonOptions.Abi,
                InstallOptions.User,
                InstallOptions.NoUser,
                InstallOptions.Root,
                InstallOptions.Prefix,
                BuildOptions.Src,
                InstallOptions.Upgrade,
                InstallOptions.UpgradeStrategy,
                InstallOptions.ForceReinstall,
                InstallOptions.IgnoreInstalled,
                RequirementOptions.IgnoreRequiresPython,
                BuildOptions.NoBuildIsolation,
                BuildOptions.UsePep517,
                BuildOptions.CheckBuildDependencies,
                EnvironmentOptions.BreakSystemPackages,
                BuildOptions.ConfigSettings,
                InstallOptions.Compile,
                InstallOptions.NoCompile,
                InstallOptions.NoWarnScriptLocation,
                InstallOptions.NoWarnConflicts,
                RequirementOptions.RequireHashes,
                RequirementOptions.NoRequireHashes,
                RequirementOptions.ProgressBar,
                EnvironmentOptions.RootUserAction,
                InstallOptions.Report,
                RequirementOptions.Group,
                BuildOptions.NoClean,
            ]),
            PackageSelectionOptions.Group,
            PackageIndexOptions.Group,
            GeneralOptions.Group,
        ],
    };

    private static Command Lock => new("lock")
    {
        Usage = "\n%prog [options] [-e] <local project path> ...\n%prog [options] <requirement specifier> [package-index-options] ...\n%prog [options] -r <requirements file> [package-index-options] ...\n%prog [options] <archive url/path> ...",
        Description = """
            EXPERIMENTAL - Lock packages and their dependencies from:

            - PyPI (and other indexes) using requirement specifiers.
            - VCS project urls.
            - Local project directories.
            - Local or remote source archives.

            pip also supports locking from "requirements files", which provide an easy
            way to specify a whole environment to be installed.

            The generated lock file is only guaranteed to be valid for the current
            python version and platform.
            """,
        Groups =
        [
            new("Lock Options",
            [
                LockOptions.Output,
                RequirementOptions.Requirement,
                RequirementOptions.RequirementsFromScript,
                RequirementOptions.Constraint,
                RequirementOptions.Override,
                RequirementOptions.BuildConstraint,
                RequirementOptions.NoDeps,
                RequirementOptions.OnlyDeps,
                RequirementOptions.Editable,
                BuildOptions.Src,
                RequirementOptions.IgnoreRequiresPython,
                BuildOptions.NoBuildIsolation,
                BuildOptions.UsePep517,
                BuildOptions.CheckBuildDependencies,
                BuildOptions.ConfigSettings,
                RequirementOptions.RequireHashes,
                RequirementOptions.NoRequireHashes,
                RequirementOptions.ProgressBar,
                RequirementOptions.Group,
                BuildOptions.NoClean,
            ]),
            PackageSelectionOptions.Group,
            PackageIndexOptions.Group,
            GeneralOptions.Group,
        ],
    };

    private static Command Download => new("download")
    {
        Usage = "\n%prog [options] <requirement specifier> [package-index-options] ...\n%prog [options] -r <requirements file> [package-index-options] ...\n%prog [options] <vcs project url> ...\n%prog [options] <local project path> ...\n%prog [options] <archive url/path> ...",
        Description = """
            Download packages from:

            - PyPI (and other indexes) using requirement specifiers.
            - VCS project urls.
            - Local project directories.
            - Local or remote source archives.

            pip also supports downloading from "requirements files", which provide
            an easy way to specify a whole environment to be downloaded.
            """,
        Groups =
        [
            new("Download Options",
            [
                RequirementOptions.Constraint,
                RequirementOptions.Override,
                RequirementOptions.BuildConstraint,
                RequirementOptions.Requirement,
                RequirementOptions.RequirementsFromScript,
                RequirementOptions.NoDeps,
                RequirementOptions.OnlyDeps,
                BuildOptions.Src,
                RequirementOptions.RequireHashes,
                RequirementOptions.NoRequireHashes,
                RequirementOptions.ProgressBar,
                BuildOptions.NoBuildIsolation,
                BuildOptions.UsePep517,
                BuildOptions.CheckBuildDependencies,
                RequirementOptions.IgnoreRequiresPython,
                DownloadOptions.Dest,
                TargetPythonOptions.Platform,
                TargetPythonOptions.PythonVersion,
                TargetPythonOptions.Implementation,
                TargetPythonOptions.Abi,
                RequirementOptions.Group,
                BuildOptions.NoClean,
            ]),
            PackageSelectionOptions.Group,
            PackageIndexOptions.Group,
            GeneralOptions.Group,
        ],
    };

    private static Command Wheel => new("wheel")
    {
        Usage = "\n%prog [options] <requirement specifier> ...\n%prog [options] -r <requirements file> ...\n%prog [options] [-e] <vcs project url> ...\n%prog [options] [-e] <local project path> ...\n%prog [options] <archive url/path> ...",
        Description = """
            Build Wheel archives for your requirements and dependencies.

            Wheel is a built-package format, and offers the advantage of not
            recompiling your software during every install. For more details, see the
            wheel docs: https://wheel.readthedocs.io/en/latest/

            'pip wheel' uses the build system interface as described here:
            https://pip.pypa.io/en/stable/reference/build-system/
            """,
        Groups =
        [
            new("Wheel Options",
            [
                WheelOptions.WheelDir,
                BuildOptions.NoBuildIsolation,
                BuildOptions.UsePep517,
                BuildOptions.CheckBuildDependencies,
                RequirementOptions.Constraint,
                RequirementOptions.Override,
                RequirementOptions.BuildConstraint,
                RequirementOptions.Editable,
                RequirementOptions.Requirement,
                RequirementOptions.RequirementsFromScript,
                BuildOptions.Src,
                RequirementOptions.IgnoreRequiresPython,
                RequirementOptions.NoDeps,
                RequirementOptions.OnlyDeps,
                RequirementOptions.ProgressBar,
                WheelOptions.NoVerify,
                BuildOptions.ConfigSettings,
                RequirementOptions.RequireHashes,
                RequirementOptions.NoRequireHashes,
                RequirementOptions.Group,
                BuildOptions.NoClean,
            ]),
            PackageSelectionOptions.Group,
            PackageIndexOptions.Group,
            GeneralOptions.Group,
        ],
    };

    private static Command Uninstall => new("uninstall")
    {
        Usage = "\n%prog [options] <package> ...\n%prog [options] -r <requirements file> ...",
        Description = """
            Uninstall packages.

            pip is able to uninstall most installed packages. Known exceptions are:

            - Pure distutils packages installed with ``python setup.py install``, which
              leave behind no metadata to determine what files were installed.
            - Script wrappers installed by ``python setup.py develop``.
            """,
        Groups =
        [
            new("Uninstall Options",
            [
                UninstallOptions.Requirement,
                UninstallOptions.Yes,
                UninstallOptions.Unused,
                UninstallOptions.DryRun,
                UninstallOptions.Format,
                EnvironmentOptions.RootUserAction,
                EnvironmentOptions.BreakSystemPackages,
            ]),
            GeneralOptions.Group,
        ],
    };
}
