using PipCs.Install.Staging;
using PipCs.Platform;

namespace PipCs.Install.Transactions;

/// <summary>Makes the steps of a commit, and undoes them.</summary>
internal static class Steps
{
    /// <summary>Makes all steps in order; the first that the system refuses ends it.</summary>
    internal static Errno Make(List<JournalStep> steps, DirectoryHandle any, out string failedPath)
    {
        failedPath = "";
        foreach (var step in steps)
        {
            var error = step.Kind switch
            {
                StepKind.Move => any.Rename(NativeName.Encode(step.Path), any, NativeName.Encode(step.Target)),
                StepKind.MakeFolder => any.MakeDirectory(NativeName.Encode(step.Path)),
                _ => Errno.None,
            };
            if (error != Errno.None)
            {
                failedPath = step.Kind == StepKind.Move && step.Path.Contains("/" + StagingArea.FolderName + "/", StringComparison.Ordinal) ? step.Target : step.Path;
                return error;
            }
        }

        return Errno.None;
    }

    /// <summary>Undoes the steps that were made, the last one first. It may be repeated after a crash.</summary>
    internal static void Undo(List<JournalStep> steps, DirectoryHandle any)
    {
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            var step = steps[i];
            switch (step.Kind)
            {
                case StepKind.Move:
                    var from = NativeName.Encode(step.Path);
                    if (any.TryGetStatus(from, out _) == Errno.NoEntry)
                    {
                        _ = any.Rename(NativeName.Encode(step.Target), any, from);
                    }

                    break;
                case StepKind.MakeFolder:
                    _ = any.RemoveDirectory(NativeName.Encode(step.Path));
                    break;
            }
        }
    }

    /// <summary>After the commit: removes the folders that became empty, upwards until one is not.</summary>
    internal static void RemoveEmptyFolders(List<JournalStep> steps, DirectoryHandle any)
    {
        foreach (var step in steps)
        {
            if (step.Kind == StepKind.RemoveEmpty)
            {
                for (var path = step.Path; path.Length > 1 && path != step.Target && any.RemoveDirectory(NativeName.Encode(path)) == Errno.None; path = InstallPath.Parent(path))
                {
                }
            }
        }
    }
}
