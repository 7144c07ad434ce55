using PipCs.Diagnostics;
using PipCs.Python.Interpreters;

namespace PipCs.Python.Tests.Interpreters;

/// <summary>All ways to start the program, and the Python that each means.</summary>
public sealed class ProgramPlaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What lies where, as what it is started, and whose Python is meant.</summary>
    /// <remarks>
    /// A scene is a list of: a program that is ours (<c>x</c>, also for a copy or a hard link), a Python (<c>x!</c>), one that may not be
    /// run (<c>x?</c>), a file (<c>x.</c>), a link (<c>x>target</c>; <c>/</c> at the target's beginning is the scene's folder).
    /// </remarks>
    public static TheoryData<string, string, string?> Ways => new()
    {
        // In a virtual environment, as any name.
        { "v/pyvenv.cfg. v/bin/python! v/bin/pip", "v/bin/pip", "v/bin/python" },
        { "v/pyvenv.cfg. v/bin/python! v/bin/pip-cs", "v/bin/pip-cs", "v/bin/python" },
        { "v/pyvenv.cfg. v/bin/python! v/bin/my-pip>/tool/pip-cs tool/pip-cs", "v/bin/my-pip", "v/bin/python" },
        { "v/pyvenv.cfg. v/bin/python! v/bin/pip>../../tool/pip-cs tool/pip-cs", "v/bin/pip", "v/bin/python" },
        { "v/pyvenv.cfg. v/bin/python! v/bin/pip>/tool/pip tool/pip tool/python3!", "v/bin/pip", "v/bin/python" },
        { "v/pyvenv.cfg. v/bin/python3! v/bin/pip", "v/bin/pip", "v/bin/python3" },
        { "v/pyvenv.cfg. v/bin/python3.14! v/bin/pip", "v/bin/pip", "v/bin/python3.14" },
        { "v/pyvenv.cfg. v/bin/pypy3! v/bin/pip", "v/bin/pip", "v/bin/pypy3" },
        { "c/conda-meta/x. c/bin/python! c/bin/pip", "c/bin/pip", "c/bin/python" },

        // Linked from outside: absolute, relative, a chain, a link to either folder, steps up behind a link.
        { "v/pyvenv.cfg. v/bin/python! v/bin/pip out/pip>/v/bin/pip", "out/pip", "v/bin/python" },
        { "v/pyvenv.cfg. v/bin/python! v/bin/pip out/pip>../v/bin/pip", "out/pip", "v/bin/python" },
        { "v/pyvenv.cfg. v/bin/python! v/bin/pip out/a>b out/b>/out/c out/c>/v/bin/pip", "out/a", "v/bin/python" },
        { "v/pyvenv.cfg. v/bin/python! v/bin/pip>/tool/pip-cs tool/pip-cs out/my-pip>/v/bin/pip", "out/my-pip", "v/bin/python" },
        { "v/pyvenv.cfg. v/bin/python! v/bin/pip out/bin>/v/bin", "out/bin/pip", "v/bin/python" },
        { "v/pyvenv.cfg. v/bin/python! v/bin/pip out/env>/v", "out/env/bin/pip", "v/bin/python" },
        { "v/pyvenv.cfg. v/bin/python! v/bin/pip out/bin>/v/bin", "out/bin/../bin/pip", "v/bin/python" },
        { "v/pyvenv.cfg. v/bin/python! v/bin/pip out/python3! out/pip>/v/bin/pip", "out/pip", "v/bin/python" },
        { "p/bin/python3! p/bin/pip out/python3! out/pip>/p/bin/pip", "out/pip", "p/bin/python3" },
        { "p/bin/python3! p/bin/pip>/tool/pip-cs tool/pip-cs tool/python3! out/pip>/p/bin/pip", "out/pip", "p/bin/python3" },

        // A link further up is part of the machine, as it is for Python itself.
        { "disk/home/v/pyvenv.cfg. disk/home/v/bin/python! disk/home/v/bin/pip home>/disk/home", "home/v/bin/pip", "home/v/bin/python" },

        // Beside a Python that is no environment.
        { "p/bin/python! p/bin/pip", "p/bin/pip", "p/bin/python" },
        { "p/bin/python! p/bin/python3! p/bin/pip3", "p/bin/pip3", "p/bin/python3" },
        { "p/bin/python3.9! p/bin/python3.11! p/bin/pip", "p/bin/pip", "p/bin/python3.11" },
        { "p/bin/python3! p/bin/python3.11! p/bin/python3.12! p/bin/pip3.11", "p/bin/pip3.11", "p/bin/python3.11" },
        { "p/bin/python3! p/bin/pip>/tool/pip-cs tool/pip-cs", "p/bin/pip", "p/bin/python3" },
        { "p/bin/pypy3! p/bin/pip", "p/bin/pip", "p/bin/pypy3" },

        // Under our own name, or another, beside a Python: what is active or on PATH is meant.
        { "p/bin/python3! p/bin/pip-cs", "p/bin/pip-cs", null },
        { "p/bin/python3! p/bin/pipeline", "p/bin/pipeline", null },
        { "p/bin/python3! p/bin/my-pip>pip-cs p/bin/pip-cs", "p/bin/my-pip", null },
        { "tool/bin/pip", "tool/bin/pip", null },

        // Installed by a tool into an environment of its own, which is not the one that is meant.
        { "t/pyvenv.cfg. t/bin/python! t/bin/pip-cs local/pip-cs>/t/bin/pip-cs", "local/pip-cs", null },
        { "t/pyvenv.cfg. t/bin/python! t/bin/pip-cs local/pip-cs>/t/bin/pip-cs local/pip>pip-cs", "local/pip", null },
        { "t/pyvenv.cfg. t/bin/python! t/bin/pip-cs local/pip>/t/bin/pip-cs local/python3!", "local/pip", "local/python3" },

        // A ring of links ends.
        { "out/pip>pip3 out/pip3>pip", "out/pip", null },
    };

    public static TheoryData<string, string, string> Unusable => new()
    {
        { "v/pyvenv.cfg. v/bin/python>/nowhere/python v/bin/pip", "v/bin/pip", "v/bin/python leads to /nowhere/python, which does not exist" },
        { "v/pyvenv.cfg. v/bin/python? v/bin/pip", "v/bin/pip", "v/bin/python cannot be executed" },
        { "v/pyvenv.cfg. v/bin/pip", "v/bin/pip", "v/bin has no Python" },
        { "v/pyvenv.cfg. v/bin/pip out/pip>/v/bin/pip out/python3!", "out/pip", "v/bin has no Python" },
        { "p/bin/python3>python3.12 p/bin/python3.12>/gone/python3.12 p/bin/pip", "p/bin/pip", "p/bin/python3 leads to /gone/python3.12, which does not exist" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void FindPython_is_the_one_that_the_place_names(string scene, string started, string? expected)
    {
        Lay(scene);
        Assert.Equal(expected is null ? null : Path.Join(_folder.Path, expected), ProgramPlace.FindPython(Path.Join(_folder.Path, started)));
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public void FindPython_that_cannot_be_used_is_an_error(string scene, string started, string problem)
    {
        Lay(scene);
        var error = Assert.Throws<UserErrorException>(() => ProgramPlace.FindPython(Path.Join(_folder.Path, started)));
        Assert.Equal($"The Python that the place of {_folder.Path}/{started} names cannot be used: {_folder.Path}/{problem}", error.Message);
    }

    [Theory]
    [InlineData("pip3.12", "python3.12")]
    [InlineData("pip3.", null)]
    [InlineData("pip3", null)]
    [InlineData("pip3.x", null)]
    [InlineData("pip-cs", null)]
    public void PythonOf_a_versioned_name_is_that_version(string program, string? python) => Assert.Equal(python, ProgramPlace.PythonOf(program));

    private void Lay(string scene)
    {
        foreach (var word in scene.Split(' '))
        {
            var arrow = word.IndexOf('>', StringComparison.Ordinal);
            var path = Path.Join(_folder.Path, arrow < 0 ? word.TrimEnd('!', '?', '.') : word[..arrow]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (arrow >= 0)
            {
                var target = word[(arrow + 1)..];
                File.CreateSymbolicLink(path, target is ['/', ..] && !target.StartsWith("/nowhere", StringComparison.Ordinal) && !target.StartsWith("/gone", StringComparison.Ordinal) ? _folder.Path + target : target);
                continue;
            }

            File.WriteAllText(path, "");
            if (word[^1] is not ('?' or '.'))
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }
}
