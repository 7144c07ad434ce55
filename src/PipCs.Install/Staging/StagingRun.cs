using System.Runtime.ExceptionServices;
using PipCs.Diagnostics;

namespace PipCs.Install.Staging;

/// <summary>Stages wheels on two threads: pieces of about one size, the big wheels' first.</summary>
internal sealed class StagingRun
{
    /// <summary>How many files a piece has at most, where a folder does not have more.</summary>
    private const int PieceSize = 400;

    private readonly List<Piece> _pieces = [];
    private readonly HashSet<StagedWheel> _changed = [];
    private readonly IWorkObserver? _work;
    private int _next = -1;
    private Exception? _failure;

    /// <summary>Cuts the wheels into pieces.</summary>
    internal StagingRun(StagedWheel[] wheels, IWorkObserver? work)
    {
        _work = work;
        foreach (var wheel in wheels)
        {
            var folders = wheel.Layout.Folders;
            var start = 0;
            var files = 0;
            for (var i = 0; i < folders.Count; i++)
            {
                files += folders[i].Count;
                if (files >= PieceSize)
                {
                    _pieces.Add(new Piece(wheel, start, i + 1 - start, files));
                    start = i + 1;
                    files = 0;
                }
            }

            // The last piece also writes the generated files.
            _pieces.Add(new Piece(wheel, start, folders.Count - start, files, Generates: true));
            FileCount += wheel.Layout.Files.Length;
        }

        _pieces.Sort(static (left, right) => right.Weight.CompareTo(left.Weight));
    }

    private readonly record struct Piece(StagedWheel Wheel, int Start, int Count, int Files, bool Generates = false)
    {
        internal int Weight => Generates ? Files + 20 : Files;
    }

    private int FileCount { get; }

    /// <summary>Stages everything.</summary>
    /// <param name="changed">Collects the wheels whose stored files changed; null to throw instead.</param>
    /// <param name="worthAThread">The number of files from which a second thread helps.</param>
    internal void Run(ICollection<WheelInstallation>? changed, int worthAThread)
    {
        _work?.Expect(WorkKind.Linking, FileCount);
        Thread? second = null;
        if (FileCount >= worthAThread && _pieces.Count > 1)
        {
            second = new Thread(() => Work(changed is not null), 512 * 1024);
            second.Start();
        }

        Work(changed is not null);
        second?.Join();
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }

        foreach (var wheel in _changed)
        {
            changed!.Add(wheel.Installation);
        }
    }

    private void Work(bool collectChanged)
    {
        try
        {
            for (var i = Interlocked.Increment(ref _next); i < _pieces.Count && Volatile.Read(ref _failure) is null; i = Interlocked.Increment(ref _next))
            {
                var piece = _pieces[i];
                try
                {
                    piece.Wheel.PlaceFolders(piece.Start, piece.Count);
                    if (piece.Generates)
                    {
                        piece.Wheel.Generate();
                    }

                    _work?.Advance(WorkKind.Linking, piece.Files);
                }
                catch (StoredFileChangedException) when (collectChanged)
                {
                    _work?.Advance(WorkKind.Linking, piece.Files);
                    lock (_changed)
                    {
                        _changed.Add(piece.Wheel);
                    }
                }
            }
        }
#pragma warning disable CA1031 // It is thrown again on the caller's thread.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
        }
    }
}
