using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;

namespace PipCs.Archives;

/// <summary>
/// The files and folders of an archive. Each path is checked when it is added: it must not lead out of the
/// folder into which the archive is unpacked, nor clash with another. Paths are UTF-8 with <c>/</c> between parts; they are kept, not copied.
/// </summary>
public sealed class MemberTree
{
    // Linux takes paths of 4,096 bytes with the zero at their end, the folder in front included.
    private const int LongestPath = 4000;

    // The most that Linux's file systems take.
    private const int LongestName = 255;

    // Folders by their position, files by the complement of their number.
    private readonly Dictionary<ReadOnlyMemory<byte>, int> _nodes = new(PathComparer.Instance);
    private readonly List<MemberFolder> _folders = [new(-1, default, 0)];

    /// <summary>The folders; the first is the root, every other comes after its parent.</summary>
    public IReadOnlyList<MemberFolder> Folders => _folders;

    /// <summary>Adds a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="number">Its number, not negative.</param>
    /// <param name="folder">The position of its folder in <see cref="Folders"/>.</param>
    public MemberProblem AddFile(ReadOnlyMemory<byte> path, int number, out int folder)
    {
        folder = 0;
        var problem = Check(path.Span);
        if (problem != MemberProblem.None)
        {
            return problem;
        }

        if (!_nodes.TryAdd(path, ~number))
        {
            return _nodes[path] < 0 ? MemberProblem.Duplicate : MemberProblem.FileAndFolder;
        }

        return FindFolder(Parent(path), out folder) ? MemberProblem.None : MemberProblem.FileAndFolder;
    }

    /// <summary>The number of a file that was added; false where there is none of this path, or a folder.</summary>
    public bool TryFindFile(ReadOnlyMemory<byte> path, out int number)
    {
        var isThere = _nodes.TryGetValue(path, out var node) && node < 0;
        number = isThere ? ~node : -1;
        return isThere;
    }

    /// <summary>Adds a folder; it may be there.</summary>
    /// <param name="path">Its path, with or without a slash at the end.</param>
    public MemberProblem AddFolder(ReadOnlyMemory<byte> path)
    {
        if (path.Span is [.., (byte)'/'])
        {
            path = path[..^1];
        }

        var problem = Check(path.Span);
        return problem != MemberProblem.None ? problem : FindFolder(path, out _) ? MemberProblem.None : MemberProblem.FileAndFolder;
    }

    /// <summary>Checks one path by itself.</summary>
    public static MemberProblem Check(ReadOnlySpan<byte> path)
    {
        if (path.IsEmpty)
        {
            return MemberProblem.Empty;
        }

        if (path.Length > LongestPath)
        {
            return MemberProblem.TooLong;
        }

        if (path[0] == (byte)'/')
        {
            return MemberProblem.Absolute;
        }

        if (path.IndexOfAny((byte)'\\', (byte)0) is >= 0 and var bad)
        {
            return path[bad] == 0 ? MemberProblem.ZeroByte : MemberProblem.Backslash;
        }

        while (true)
        {
            var slash = path.IndexOf((byte)'/');
            var part = slash < 0 ? path : path[..slash];
            if (part.Length > LongestName)
            {
                return MemberProblem.TooLong;
            }

            if (part.Length <= 2)
            {
                if (part.SequenceEqual(".."u8))
                {
                    return MemberProblem.Parent;
                }

                if (part.IsEmpty || part.SequenceEqual("."u8))
                {
                    return MemberProblem.EmptyPart;
                }
            }

            if (slash < 0)
            {
                return MemberProblem.None;
            }

            path = path[(slash + 1)..];
        }
    }

    private static ReadOnlyMemory<byte> Parent(ReadOnlyMemory<byte> path) => path[..Math.Max(0, path.Span.LastIndexOf((byte)'/'))];

    private bool FindFolder(ReadOnlyMemory<byte> path, out int folder)
    {
        if (path.IsEmpty)
        {
            folder = 0;
            return true;
        }

        if (_nodes.TryGetValue(path, out folder))
        {
            return folder >= 0;
        }

        if (!FindFolder(Parent(path), out var parent))
        {
            return false;
        }

        folder = _folders.Count;
        _folders.Add(new(parent, path, path.Span.LastIndexOf((byte)'/') + 1));
        _nodes.Add(path, folder);
        return true;
    }

    private sealed class PathComparer : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        internal static readonly PathComparer Instance = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode([DisallowNull] ReadOnlyMemory<byte> obj) => (int)XxHash3.HashToUInt64(obj.Span);
    }
}

/// <summary>A folder of an archive.</summary>
/// <param name="Parent">The position of its parent folder; -1 for the root.</param>
/// <param name="Path">Its path; empty for the root.</param>
/// <param name="LeafStart">The position of its last part in the path.</param>
public readonly record struct MemberFolder(int Parent, ReadOnlyMemory<byte> Path, int LeafStart);
