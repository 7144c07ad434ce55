using System.Buffers.Binary;

namespace PipCs.Platform;

/// <summary>Until it is disposed, a terminal does not show typed text (termios, ECHO off); without a terminal it does nothing.</summary>
public sealed unsafe class HiddenInput : IDisposable
{
    private const int LocalFlags = 12;
    private const uint Echo = 8;
    private const int AfterOutput = 2;

    private readonly int _descriptor;
    private byte[]? _before;

    /// <summary>Turns the echo off.</summary>
    /// <param name="descriptor">The terminal, such as standard input (0).</param>
    public HiddenInput(int descriptor)
    {
        _descriptor = descriptor;

        // Linux's struct termios has 60 bytes; the rest is spare room.
        var state = new byte[128];
        fixed (byte* pointer = state)
        {
            if (Posix.GetTerminal(descriptor, pointer) != 0)
            {
                return;
            }
        }

        _before = [.. state];
        BinaryPrimitives.WriteUInt32LittleEndian(state.AsSpan(LocalFlags), BinaryPrimitives.ReadUInt32LittleEndian(state.AsSpan(LocalFlags)) & ~Echo);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        Set(state);
    }

    /// <summary>Turns the echo on again. This also happens at the end of the process, because an interrupt leaves the waiting reader behind.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _before, null) is { } before)
        {
            AppDomain.CurrentDomain.ProcessExit -= OnExit;
            Set(before);
        }
    }

    private void OnExit(object? sender, EventArgs arguments) => Dispose();

    private void Set(byte[] state)
    {
        fixed (byte* pointer = state)
        {
            _ = Posix.SetTerminal(_descriptor, AfterOutput, pointer);
        }
    }
}
