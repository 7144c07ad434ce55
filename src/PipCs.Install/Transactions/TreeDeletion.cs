using System.Text;
using PipCs.Diagnostics;
using PipCs.Platform;

namespace PipCs.Install.Transactions;

/// <summary>
/// Deletes folder trees by descriptor, folder by folder, on two threads. Entries that the system refuses to delete stay. Symbolic links are deleted, never followed.
/// </summary>
internal sealed class TreeDeletion
{
    /// <summary>The number of folders from which a second thread helps.</summary>
    private const int WorthAThread = 24;

    private readonly DirectoryHandle _root;
    private readonly Stack<Node> _work = new();
    private readonly object _lock = new();
    private int _pending;
    private bool _hasSecond;

    private readonly IWorkObserver? _observer;

    private TreeDeletion(DirectoryHandle root, IWorkObserver? observer) => (_root, _observer) = (root, observer);

    private sealed class Node(Node? parent, byte[] path)
    {
        internal Node? Parent { get; } = parent;

        /// <summary>The path from the root, with the zero byte.</summary>
        internal byte[] Path { get; } = path;

        /// <summary>The number of tasks before the folder can be removed: its own listing and its remaining sub-folders.</summary>
        internal int Pending = 1;
    }

    /// <summary>Deletes a folder and its content; a missing folder is no error.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="observer">Counts deleted files; null for none.</param>
    internal static void Delete(string path, IWorkObserver? observer = null)
    {
        using var root = Empty(path, observer);
        if (root is not null)
        {
            _ = root.RemoveDirectory(NativeName.Encode(path));
        }
    }

    /// <summary>Deletes all that is in a folder, and gives the folder; null where it cannot be opened or is a link.</summary>
    internal static DirectoryHandle? Empty(string path, IWorkObserver? observer = null)
    {
        if (DirectoryHandle.Open(path, out var root, follow: false) != Errno.None)
        {
            root.Dispose();
            return null;
        }

        new TreeDeletion(root, observer).Run();
        return root;
    }

    private void Run()
    {
        _work.Push(new Node(null, [(byte)'.', 0]));
        _pending = 1;
        Work();
    }

    private void Work()
    {
        while (true)
        {
            Node node;
            lock (_lock)
            {
                while (_work.Count == 0)
                {
                    if (_pending == 0)
                    {
                        Monitor.PulseAll(_lock);
                        return;
                    }

                    Monitor.Wait(_lock);
                }

                node = _work.Pop();
            }

            var children = Empty(node);
            Thread? second = null;
            lock (_lock)
            {
                if (children is not null)
                {
                    foreach (var child in children)
                    {
                        _work.Push(child);
                    }

                    _pending += children.Count;
                    if (!_hasSecond && _work.Count > WorthAThread)
                    {
                        _hasSecond = true;
                        second = new Thread(Work, 256 * 1024);
                    }
                }

                if (--_pending == 0 || children is not null)
                {
                    Monitor.PulseAll(_lock);
                }
            }

            Done(node);
            if (second is not null)
            {
                second.Start();
                Work();
                second.Join();
                return;
            }
        }
    }

    /// <summary>Unlinks a folder's files; gives its sub-folders.</summary>
    private List<Node>? Empty(Node node)
    {
        List<Node>? children = null;
        if (_root.OpenDirectory(node.Path, out var folder) != Errno.None)
        {
            folder.Dispose();
            return null;
        }

        using (folder)
        {
            folder.List((name, kind) =>
            {
                // The name ends with a zero byte in the listing.
                var native = System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(name), name.Length + 1);
                if (kind == EntryKind.Unknown && folder.TryGetStatus(native, out var status) == Errno.None)
                {
                    kind = status.Kind;
                }

                if (kind != EntryKind.Directory)
                {
                    _ = folder.Unlink(native);
                    _observer?.Advance(WorkKind.Removing);
                    return;
                }

                var prefix = node.Parent is null ? default : node.Path.AsSpan(0, node.Path.Length - 1);
                var path = new byte[prefix.Length + (prefix.Length > 0 ? 1 : 0) + native.Length];
                prefix.CopyTo(path);
                if (prefix.Length > 0)
                {
                    path[prefix.Length] = (byte)'/';
                }

                native.CopyTo(path.AsSpan(path.Length - native.Length));
                (children ??= []).Add(new Node(node, path));
            });
        }

        if (children is not null)
        {
            Interlocked.Add(ref node.Pending, children.Count);
        }

        return children;
    }

    /// <summary>Removes a folder when it is empty, and then those above it.</summary>
    private void Done(Node node)
    {
        for (var at = node; at is not null && Interlocked.Decrement(ref at.Pending) == 0; at = at.Parent)
        {
            // Some file systems skip entries of a folder that is listed while it is emptied, so it is listed once more.
            if (at.Parent is not null && _root.RemoveDirectory(at.Path) == Errno.NotEmpty)
            {
                _ = Empty(at);
                _ = _root.RemoveDirectory(at.Path);
            }
        }
    }
}
