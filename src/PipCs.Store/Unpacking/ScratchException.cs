using PipCs.Platform;

namespace PipCs.Store.Unpacking;

/// <summary>The folder that a wheel is unpacked into cannot be written: full, gone, failing.</summary>
internal sealed class ScratchException : Exception
{
    internal ScratchException(string message)
        : base(message)
    {
    }

    internal ScratchException(Errno error, string name)
        : base(PlatformError.Describe(error, name))
    {
    }
}
