using PipCs.Diagnostics;

namespace PipCs;

/// <summary>The errors of the commands.</summary>
internal static partial class Errors
{
    internal static UserErrorException PathWithUserOrLocal() => new("Cannot combine '--path' with '--user' or '--local'");

    internal static UserErrorException RequirementsFileNotReadable(string message) => new(message, exitCode: 2);

    /// <summary>A program of version control failed. Its output is shown as two lines, one for each stream.</summary>
    internal static UserErrorException CommandFailed(string commandLine, int exitCode, string output) => new($"{commandLine} did not run successfully.\nexit code: {exitCode}")
    {
        Reference = "subprocess-exited-with-error",
        Context = $"[2 lines of output]\n{output}[end of output]",
        Note = "This error originates from a subprocess, and is likely not a problem with pip.",
    };

    internal static UserErrorException InvalidEditable(string requirement) => new(
        $"{requirement} is not a valid editable requirement. It should either be a path to a local project or a VCS URL (beginning with bzr+http, bzr+https, bzr+ssh, bzr+sftp, bzr+ftp, bzr+lp, bzr+file, git+http, git+https, git+ssh, git+git, git+file, hg+file, hg+http, hg+https, hg+ssh, hg+static-http, svn+ssh, svn+http, svn+https, svn+svn, svn+file).");

    internal static UserErrorException UnnamedEditable(string requirement)
        => new($"Could not detect requirement name for '{requirement}', please specify one with your_package_name @ URL");

    internal static UserErrorException InvalidRequirementLine(string requirement, string reason)
        => new($"Invalid requirement: {PythonRepr.Quote(requirement)}: {reason}");
}
