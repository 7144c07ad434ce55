using System.IO.Compression;

namespace PipCs.Harness;

/// <summary>
/// Real pip, unpacked beside the tests. Python runs it from the wheel as well, but then it compiles all of it each time, which takes
/// longer than what most tests ask of it. Without its metadata, so that it does not see itself as installed.
/// </summary>
internal static class RealPip
{
    private static readonly Lock s_lock = new();

    /// <summary>The path that a Python runs, for a wheel of pip.</summary>
    internal static string Unpack(string wheel)
    {
        var folder = Path.Join(AppContext.BaseDirectory, Path.GetFileNameWithoutExtension(wheel));
        lock (s_lock)
        {
            if (!Directory.Exists(folder))
            {
                // Aside first: a run that ends here leaves nothing that looks whole.
                var aside = folder + ".part";
                using var archive = ZipFile.OpenRead(wheel);
                foreach (var entry in archive.Entries.Where(static entry => entry.FullName.StartsWith("pip/", StringComparison.Ordinal)))
                {
                    var path = Path.Join(aside, entry.FullName);
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    entry.ExtractToFile(path, overwrite: true);
                }

                Directory.Move(aside, folder);
            }
        }

        return Path.Join(folder, "pip");
    }
}
