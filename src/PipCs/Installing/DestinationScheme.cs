using PipCs.Diagnostics;
using PipCs.Install;
using PipCs.Platform;
using PipCs.Python.Interpreters;

namespace PipCs.Installing;

/// <summary>Chooses the folders of an <see cref="InstallTarget"/> for a <see cref="Destination"/>, by pip's rules.</summary>
internal static class DestinationScheme
{
    /// <summary>Chooses the folders.</summary>
    /// <param name="destination">The destination that the user asked for.</param>
    /// <param name="session">The session.</param>
    /// <param name="upgrades">Whether installed copies are replaced; in a <c>--target</c> they stay otherwise.</param>
    internal static InstallTarget Choose(Destination destination, Session session, bool upgrades = true)
    {
        var interpreter = session.Interpreter;
        var root = destination.Root is { } folder ? Path.GetFullPath(folder) : null;
        var isUser = destination.Target is null && destination.Prefix is null && DecideUser(destination, session, root);
        return new InstallTarget
        {
            Kind = destination.Target is not null || destination.Prefix is not null || root is not null ? TargetKind.Folder : isUser ? TargetKind.User : TargetKind.Environment,
            Scheme = destination.Target is { } target ? TargetFolder.SchemeFor(target, interpreter)
                : destination.Prefix is { } prefix ? interpreter.SchemeForPrefix(Path.GetFullPath(prefix))
                : isUser ? interpreter.UserScheme!
                : interpreter.Scheme,
            ScriptExecutable = interpreter.Executable,
            Interpreter = interpreter,
            Root = root,
            IsFlat = destination.Target is not null,
            Existing = destination.Target is null ? ExistingEntries.Replaced : upgrades ? ExistingEntries.ReplacedUnlessLink : ExistingEntries.Kept,
        };
    }

    private static bool DecideUser(Destination destination, Session session, string? root)
    {
        var interpreter = session.Interpreter;
        var reporter = session.Reporter;
        if (destination.User == false)
        {
            reporter.Report(Severity.Debug, "Non-user install by explicit request");
            return false;
        }

        var noGlobal = interpreter.IsVirtualEnvironment && !interpreter.IncludesSystemSitePackages;
        if (destination.User == true)
        {
            var refusal = noGlobal || interpreter.UserScheme is null ? Errors.UserSiteInvisible() : interpreter.IsUserSiteEnabled ? null : Errors.UserSiteDisabled();
            reporter.Report(Severity.Debug, refusal is null ? "User install by explicit request" : throw refusal);
            return true;
        }

        if (noGlobal || interpreter.UserScheme is null || !interpreter.IsUserSiteEnabled)
        {
            reporter.Report(Severity.Debug, "Non-user install because user site-packages disabled");
            return false;
        }

        if (IsWritable(root + interpreter.Scheme.Purelib) && IsWritable(root + interpreter.Scheme.Platlib))
        {
            reporter.Report(Severity.Debug, "Non-user install because site-packages writeable");
            return false;
        }

        reporter.Report(Severity.Info, "Defaulting to user installation because normal site-packages is not writeable");
        return true;
    }

    private static bool IsWritable(string folder)
    {
        while (!Directory.Exists(folder))
        {
            var parent = Path.GetDirectoryName(folder);
            if (string.IsNullOrEmpty(parent) || parent == folder)
            {
                break;
            }

            folder = parent;
        }

        return NativeFile.IsWritable(folder);
    }
}
