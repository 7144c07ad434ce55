using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using PipCs.Archives.Compression;
using PipCs.Archives.Unpacking;
using Xunit;

namespace PipCs.Archives.Tests.Unpacking;

/// <summary>Random, hostile and damaged archives: Python's <c>tarfile</c> with the data filter, as pip calls it, and ours.</summary>
public sealed class TarDifferentialTests : IDisposable
{
    private const int Count = 300;
    private readonly string _folder = Directory.CreateTempSubdirectory("pip-cs-tar-").FullName;

    // Python takes these archives; the decision record says why we do not.
    private static readonly string[] StricterHere =
    [
        "bad checksum", "invalid header", "unexpected end of data", "is there twice", "gives another size", "would link to", "not found", "without a name",
        "which is outside the destination", "leads up by",
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Unpack_random_archives_gives_what_Python_gives_or_refuses(int seed)
    {
        MakeCorpus(seed);
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Join(_folder, "expected.json")));
        var number = 0;
        var both = 0;
        var differences = new List<string>();
        foreach (var python in expected.RootElement.EnumerateArray())
        {
            var (tree, error) = Unpack(number);
            if (python.TryGetProperty("tree", out var members))
            {
                if (error is not null && !Array.Exists(StricterHere, error.Contains))
                {
                    differences.Add($"{number}: Python unpacks it, we say: {error}");
                }
                else if (error is null)
                {
                    both++;
                    var wanted = members.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!);
                    if (!wanted.OrderBy(pair => pair.Key).SequenceEqual(tree!.OrderBy(pair => pair.Key)))
                    {
                        differences.Add($"{number}: {string.Join("; ", wanted.Except(tree!))} in Python, {string.Join("; ", tree!.Except(wanted))} here");
                    }
                }
            }
            else if (error is null && !IsMereTrouble(python.GetProperty("error").GetString()!))
            {
                differences.Add($"{number}: {python.GetProperty("error").GetString()}; we unpack {string.Join(", ", tree!.Keys)}");
            }

            number++;
        }

        Assert.Equal(Count, number);
        Assert.True(both > Count / 5, $"only {both} archives were unpacked by both");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    // Python makes the folder "dir/.." as it is named, and stops where a file's name is empty once the leading folder is gone.
    private static bool IsMereTrouble(string error)
        => error.StartsWith("IsADirectoryError", StringComparison.Ordinal) || (error.StartsWith("FileExistsError", StringComparison.Ordinal) && error.Contains("/..", StringComparison.Ordinal));

    private void MakeCorpus(int seed)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Join(Path.GetDirectoryName(SourcePath()), "tar_corpus.py"), _folder, Count.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }

    private (Dictionary<string, string>? Tree, string? Error) Unpack(int number)
    {
        var target = Directory.CreateDirectory(Path.Join(_folder, "ours")).FullName;
        try
        {
            using var archive = File.OpenRead(Path.Join(_folder, $"{number}.tar"));
            var root = TarUnpacker.Unpack(archive, ArchiveCompression.None, target, UnpackLimits.Default, TestContext.Current.CancellationToken);
            return (Describe(root), null);
        }
        catch (InvalidDataException exception)
        {
            return (null, exception.Message);
        }
        finally
        {
            Directory.Delete(target, recursive: true);
        }
    }

    private static Dictionary<string, string> Describe(string root)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(new DirectoryInfo(root), "");
        return found;

        void Add(DirectoryInfo folder, string prefix)
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                var name = prefix + entry.Name;
                if (entry.LinkTarget is { } target)
                {
                    found[name] = "-> " + target;
                }
                else if (entry is DirectoryInfo inner)
                {
                    found[name] = "folder";
                    Add(inner, name + "/");
                }
                else
                {
                    var time = (entry.LastWriteTimeUtc - DateTime.UnixEpoch).TotalSeconds;
                    found[name] = string.Create(CultureInfo.InvariantCulture,
                        $"{Convert.ToString((int)entry.UnixFileMode, 8)} {time:F2} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(entry.FullName)))}");
                }
            }
        }
    }

    private static string SourcePath([CallerFilePath] string path = "") => path;
}
