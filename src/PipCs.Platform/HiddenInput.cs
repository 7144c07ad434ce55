using System.Buffers.Binary;

namespace PipCs.Platform;

/// <summary>While it lasts, a terminal does not show what is typed (termios, ECHO off); without a terminal it does nothing.</summary>
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

        // Linux's struct termios is 60 bytes; what stands behind it is room.
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

    /// <summary>Shows again what is typed. The end of the process does so too: an interrupt leaves behind who waits for the input.</summary>
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
