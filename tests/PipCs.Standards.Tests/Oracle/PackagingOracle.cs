using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using PipCs.Harness;

namespace PipCs.Standards.Tests.Oracle;

/// <summary>The real packaging 26.3 and pip 26.3, in a Python process that answers over a pipe.</summary>
public sealed class PackagingOracle : IDisposable
{
    private static readonly string Mirror = SharedFiles.Find("mirror/files");

    private readonly StringBuilder _errors = new();

    private Process? _process;

    /// <summary>Asks for the answers to all cases of an operation; skips the test where the packages are absent.</summary>
    public JsonArray Ask(string operation, IEnumerable<JsonNode?> cases)
    {
        _ = SharedFiles.Require("mirror/files");
        _process ??= Start();
        var request = new JsonArray(operation, new JsonArray([.. cases]));
        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        string? answer = _process.StandardOutput.ReadLine();
        Assert.True(answer is not null, "The oracle died: " + _errors);
        return JsonNode.Parse(answer!)!.AsArray();
    }

    /// <summary>Holds our answers to all cases of an operation against the oracle's; reports every one that differs.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="cases">What is asked.</param>
    /// <param name="ours">Gives our answer.</param>
    /// <param name="adjust">Brings an expected answer into the shape of ours.</param>
    public void Compare(string operation, IReadOnlyList<JsonNode?> cases, Func<JsonNode?, JsonNode?> ours, Func<JsonNode?, JsonNode?>? adjust = null)
    {
        JsonArray answers = Ask(operation, cases.Select(node => node?.DeepClone()));
        var differences = new Differences();
        for (int i = 0; i < cases.Count; i++)
        {
            differences.Compare($"{operation} {cases[i]!.ToJsonString()}", adjust is null ? answers[i] : adjust(answers[i]), ours(cases[i]));
        }

        differences.AssertNone();
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            _process.WaitForExit(5000);
            _process.Dispose();
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("python3")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "-I",
                Path.Combine(AppContext.BaseDirectory, "Oracle", "oracle.py"),
                Path.Combine(Mirror, "packaging-26.3-py3-none-any.whl"),
                Path.Combine(Mirror, "pip-26.3-py3-none-any.whl"),
            },
        };
        var process = Process.Start(start)!;

        // pip warns here of much that is asked: nobody reads it, but the pipe must not fill.
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.Remove(0, Math.Max(0, _errors.Length - 4096)).AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        return process;
    }
}
