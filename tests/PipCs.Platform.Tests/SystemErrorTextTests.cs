namespace PipCs.Platform.Tests;

public sealed class SystemErrorTextTests
{
    [Fact]
    public void Of_names_the_path_as_Python_does()
    {
        var root = Directory.CreateTempSubdirectory("pip-cs-it's ").FullName;
        try
        {
            var folder = Path.Join(root, "a, b");
            Directory.CreateDirectory(Path.Join(folder, "c"));

            Assert.Equal($"[Errno 2] No such file or directory: \"{root}/none\"", Text(() => File.ReadAllText(Path.Join(root, "none"))));
            Assert.Equal($"[Errno 2] No such file or directory: \"{root}/none/none\"", Text(() => File.ReadAllText(Path.Join(root, "none", "none"))));
            Assert.Equal($"[Errno 39] Directory not empty: \"{folder}\"", Text(() => Directory.Delete(folder)));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Of_an_error_without_a_path_names_none() =>
        Assert.Equal("[Errno 2] No such file or directory", SystemErrorText.Of(new FileNotFoundException("IO_FileNotFound")));

    private static string Text(Action action) => SystemErrorText.Of(Record.Exception(action)!);
}
