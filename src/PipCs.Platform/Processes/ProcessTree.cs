using System.Globalization;

namespace PipCs.Platform.Processes;

/// <summary>The processes that a process started, and that those started.</summary>
internal static class ProcessTree
{
    /// <summary>Lists them as <c>/proc</c> does now, the nearest first.</summary>
    internal static List<int> Below(int root)
    {
        var children = new Dictionary<int, List<int>>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && TryReadParent(folder, out var parent))
            {
                (children.TryGetValue(parent, out var siblings) ? siblings : children[parent] = []).Add(process);
            }
        }

        List<int> result = [root];
        for (var index = 0; index < result.Count; index++)
        {
            result.AddRange(children.GetValueOrDefault(result[index], []));
        }

        result.RemoveAt(0);
        return result;
    }

    /// <summary>Reads the second field behind the name, which stands in parentheses and may hold any character.</summary>
    private static bool TryReadParent(string folder, out int parent)
    {
        Span<byte> buffer = stackalloc byte[256];
        parent = 0;
        if (NativeFile.ReadHead(folder + "/stat", buffer, out var length) != Errno.None)
        {
            return false;
        }

        var rest = buffer[(buffer[..length].LastIndexOf((byte)')') + 1)..length];
        return rest.Length > 3 && System.Buffers.Text.Utf8Parser.TryParse(rest[3..], out parent, out _);
    }
}
