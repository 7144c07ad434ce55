using PipCs.Platform;

namespace PipCs.Store.Unpacking;

/// <summary>The folder for unpacking a wheel cannot be written: the disk is full or failing, or the folder is gone.</summary>
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
