using PipCs.Diagnostics;

namespace PipCs.Install;

/// <summary>The errors of this room for users.</summary>
internal static class Errors
{
    /// <summary>A file of a wheel leads out of its folder.</summary>
    internal static UserErrorException OutsideOfTarget(string requirement, string wheel, string path, string folder)
        => new($"For req: {requirement}. The wheel {PythonRepr.Quote(wheel)} has a file {PythonRepr.Quote(path)} trying to install outside the target directory {PythonRepr.Quote(folder)}");

    /// <summary>A file lies directly in <c>.data</c>.</summary>
    internal static UserErrorException UnexpectedDataFile(string requirement, string wheel, string path)
        => new($"For req: {requirement}. Unexpected file in {wheel}: {PythonRepr.Quote(path)}. .data directory contents should be named like: '<scheme key>/<path>'.");

    /// <summary>A folder of <c>.data</c> has a name that installers do not know.</summary>
    internal static UserErrorException UnknownSchemeKey(string requirement, string wheel, string key, string path)
        => new($"For req: {requirement}. Unknown scheme key used in {wheel}: {key} (for file {PythonRepr.Quote(path)}). .data directory contents should be in subdirectories named with a valid scheme key (data, headers, platlib, purelib, scripts)");

    /// <summary>An entry point names no callable.</summary>
    internal static UserErrorException MissingCallable(string requirement, string name, string module)
        => new($"For req: {requirement}. Invalid script entry point: <ExportEntry {name} = {module}:None []> - A callable suffix is required. See https://packaging.python.org/specifications/entry-points/#use-for-scripts for more information.");

    /// <summary>An entry point cannot be read.</summary>
    internal static UserErrorException InvalidSpecification(string requirement, string name, string value)
        => new($"For req: {requirement}. Invalid specification '{name} = {value}'");

    /// <summary>A script's name leads out of the folder for scripts.</summary>
    internal static UserErrorException ScriptOutside(string requirement, string name)
        => new($"For req: {requirement}. Invalid script entry point name {PythonRepr.Quote(name)}: the script would be installed outside the scripts directory.");

    /// <summary>A script or a file of a wheel has the name of the environment's interpreter, of an activation script, or of its configuration.</summary>
    internal static UserErrorException ReplacesEnvironment(string requirement, string name)
        => new($"For req: {requirement}. The wheel has a script or file {PythonRepr.Quote(name)} that would replace the environment's own.", hints: ["Whoever starts Python there afterwards would start the wheel's file. Do not use this wheel, or ask its authors to rename the file."]);

    /// <summary>The system refused something while installing.</summary>
    /// <param name="description">Python's text for it (<see cref="PipCs.Platform.PlatformError.Describe"/>).</param>
    /// <param name="advice">Whether permissions are the reason: 0 no, 1 in an environment or with <c>--user</c>, 2 where <c>--user</c> may help.</param>
    internal static UserErrorException System(string description, int advice)
        => new(SystemFailureText.Of($"{description}\n") + advice switch
        {
            1 => "Check the permissions.\n",
            2 => "Consider using the `--user` option or check the permissions.\n",
            _ => "",
        });

    /// <summary>Another user's transaction is where ours would be.</summary>
    internal static UserErrorException AreaOfAnother(string path, string owner)
        => new(
            $"Could not change the environment: {PythonRepr.Quote(path)} belongs to another user (number {owner}), whose installation is under way or was interrupted.",
            hints: ["Run `pip list` as that user when no installation is under way: it undoes what was interrupted, and the folder goes."]);

    /// <summary>A distribution without RECORD, installed by pip or by an unknown installer: its files are not known.</summary>
    internal static UserErrorException NoRecord(string name, string version, string pinned)
        => CannotUninstall(name, version, $"You might be able to recover from this via: pip install --ignore-installed --no-deps {name}=={pinned}");

    /// <summary>A distribution without RECORD, installed by another tool: its files are not known.</summary>
    internal static UserErrorException NoRecordOfInstaller(string name, string version, string installer)
        => CannotUninstall(name, version, $"The package was installed by {installer}. You should check if it can uninstall the package.");

    /// <summary>distutils installed it without a list of files.</summary>
    internal static UserErrorException InstalledByDistutils(string name, string version) => new($"Cannot uninstall {name} {version}")
    {
        Reference = "uninstall-distutils-installed-package",
        Context = "It is a distutils installed project and thus we cannot accurately determine which files belong to it which would lead to only a partial uninstall.",
    };

    /// <summary>An <c>.egg-link</c> leads elsewhere than where the distribution is.</summary>
    internal static UserErrorException EggLinkMismatch(string eggLink, string pointer, string name, string location)
        => new($"Egg-link {eggLink} (to {pointer}) does not match installed location of {name} (at {location})");

    private static UserErrorException CannotUninstall(string name, string version, string hint) => new($"Cannot uninstall {name} {version}", hints: [hint])
    {
        Reference = "uninstall-no-record-file",
        Context = $"The package's contents are unknown: no RECORD file was found for {name}.",
    };
}
