using PipCs.Cache;
using PipCs.Python.Bytecode;
using PipCs.Standards.FileNames;

namespace PipCs.Store;

/// <summary>A wheel that somebody wants from the store.</summary>
public sealed record WheelRequest
{
    /// <summary>The file name, taken apart.</summary>
    public required WheelFileName FileName { get; init; }

    /// <summary>The URL without fragment; <c>file:</c> for a local file.</summary>
    public required string Url { get; init; }

    /// <summary>The SHA-256 that the index gives, in lower-case hexadecimal; null where it gives none: then the wheel is fetched before it is known whether the store has it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The hashes that are admitted, as <c>algorithm:hex</c>: one must match; empty where any will do.</summary>
    public IReadOnlyList<string> AllowedHashes { get; init; } = [];

    /// <summary>The size in bytes that the index gives, or -1.</summary>
    public long Size { get; init; } = -1;
}

/// <summary>Where the store gets wheels that it does not have.</summary>
public interface IWheelSource
{
    /// <summary>Opens a wheel's bytes from the start. The stream ends with an exception where the body is cut short.</summary>
    ValueTask<Stream> OpenAsync(WheelRequest request, CancellationToken cancellationToken);
}

/// <summary>
/// The wheels that were ever installed, unpacked and verified, by SHA-256. Where the cache is disabled or
/// cannot be written, wheels are unpacked into a temporary folder that goes with the store. Thread-safe.
/// </summary>
public sealed partial class WheelStore : IDisposable
{
    /// <summary>Opens the store of a cache; touches nothing.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="source">Where wheels come from.</param>
    /// <param name="temporaryFolder">Where to unpack when the cache cannot be written; made when needed.</param>
    public WheelStore(CacheRoot cache, IWheelSource source, string temporaryFolder) => throw new NotImplementedException();

    /// <summary>Gives a wheel that is already there, without any I/O but its manifest; false where it is not.</summary>
    public bool TryGet(WheelRequest request, out StoredWheel wheel) => throw new NotImplementedException();

    /// <summary>Gives a wheel, fetching, verifying and unpacking it where it is not there.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">Its hash differs, it is corrupt, or its content is not that of its name.</exception>
    public ValueTask<StoredWheel> GetAsync(WheelRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Gives a wheel's bytecode if it is already there for this key (<see cref="BytecodeCompiler.CompatibilityKey"/>).</summary>
    public bool TryGetBytecode(StoredWheel wheel, string compatibilityKey, out StoredBytecode bytecode) => throw new NotImplementedException();

    /// <summary>Gives a wheel's bytecode, compiling it where it is not there.</summary>
    public ValueTask<StoredBytecode> GetBytecodeAsync(StoredWheel wheel, BytecodeCompiler compiler, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Extracts a file again that was found edited or missing (its size or time is not the manifest's), from the wheel itself.</summary>
    public ValueTask<StoredWheel> HealAsync(StoredWheel wheel, WheelRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Deletes what was unpacked aside.</summary>
    public void Dispose() => throw new NotImplementedException();
}
