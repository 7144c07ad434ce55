using System.Runtime.InteropServices;
using System.Text;

namespace PipCs.Platform.Processes;

/// <summary>A list of texts as the system takes arguments and variables: pointers to UTF-8 that ends with a zero byte, behind them a null pointer. In one block.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private byte* _block;

    internal NativeStrings(IReadOnlyList<string> texts)
    {
        var size = (nuint)(texts.Count + 1) * (nuint)sizeof(byte*);
        var start = size;
        foreach (var text in texts)
        {
            size += (nuint)Encoding.UTF8.GetByteCount(text) + 1;
        }

        // Safe: the block holds the pointers and then exactly the bytes that were counted.
        _block = (byte*)NativeMemory.Alloc(size);
        var at = _block + start;
        for (var index = 0; index < texts.Count; index++)
        {
            Pointers[index] = at;
            at += Encoding.UTF8.GetBytes(texts[index], new Span<byte>(at, checked((int)(_block + size - at))));
            *at++ = 0;
        }

        Pointers[texts.Count] = null;
    }

    ~NativeStrings() => Free();

    internal byte** Pointers => (byte**)_block;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(_block);
        _block = null;
    }
}
