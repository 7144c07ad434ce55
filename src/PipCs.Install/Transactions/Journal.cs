using System.Text;
using PipCs.Install.Staging;
using PipCs.Platform;

namespace PipCs.Install.Transactions;

/// <summary>
/// The list of a commit's steps, in the area of site-packages. It is written under another name and then
/// renamed, so that a visible journal is complete. Its name shows how far the commit is. <c>journal</c>: steps
/// are being made, and a crash is followed by undoing them. <c>finished</c>: all steps are made, and only deleting remains.
/// </summary>
internal static class Journal
{
    private const string Header = "pip-cs journal 1";

    /// <summary>Writes the steps and begins the commit.</summary>
    internal static Errno Begin(DirectoryHandle area, List<JournalStep> steps)
    {
        var text = new StringBuilder(steps.Count * 160).Append(Header).Append('\0');
        foreach (var step in steps)
        {
            text.Append((char)('0' + (int)step.Kind)).Append('\0').Append(step.Path).Append('\0').Append(step.Target).Append('\0');
        }

        _ = area.Unlink("journal.new\0"u8);
        var error = area.CreateFile("journal.new\0"u8, Encoding.UTF8.GetBytes(text.ToString()));
        return error == Errno.None ? area.Rename("journal.new\0"u8, area, "journal\0"u8) : error;
    }

    /// <summary>Marks all steps as made. From here on nothing is undone.</summary>
    internal static Errno Finish(DirectoryHandle area) => area.Rename("journal\0"u8, area, "finished\0"u8);

    /// <summary>Deletes the journal, once its steps are undone.</summary>
    internal static Errno Withdraw(DirectoryHandle area) => area.Unlink("journal\0"u8);

    /// <summary>Notes an area on another file system, so that it is found after a crash before the commit.</summary>
    internal static void NoteArea(StagingArea main, string path)
        => _ = NativeFile.Append(InstallPath.Join(main.Path, "areas"), Encoding.UTF8.GetBytes(path + "\0"));

    /// <summary>Reads the areas that were noted.</summary>
    internal static List<string> ReadAreas(DirectoryHandle area)
    {
        var result = new List<string>();
        if (area.ReadFile("areas\0"u8, out var content) == Errno.None)
        {
            foreach (var path in Encoding.UTF8.GetString(content).Split('\0', StringSplitOptions.RemoveEmptyEntries))
            {
                // A path in another place is deleted only if it has our folder's name.
                if (path.EndsWith("/" + StagingArea.FolderName, StringComparison.Ordinal))
                {
                    result.Add(path);
                }
            }
        }

        return result;
    }

    /// <summary>Reads the steps; false where there is no such journal, or another program wrote it.</summary>
    internal static bool TryRead(DirectoryHandle area, ReadOnlySpan<byte> name, out List<JournalStep> steps)
    {
        steps = [];
        if (area.ReadFile(name, out var content) != Errno.None)
        {
            return false;
        }

        var parts = Encoding.UTF8.GetString(content).Split('\0');
        if (parts.Length % 3 != 2 || parts[0] != Header)
        {
            return false;
        }

        for (var i = 1; i + 2 < parts.Length; i += 3)
        {
            steps.Add(new JournalStep((StepKind)(parts[i][0] - '0'), parts[i + 1], parts[i + 2]));
        }

        return true;
    }
}
