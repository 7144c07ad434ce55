namespace PipCs.Cache.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pip-cs-cache-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
