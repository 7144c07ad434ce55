using System.Text;

namespace PipCs.EndToEnd.Harness;

/// <summary>
/// What real pip 26.3 answered, case by case, kept in a file beside the test so that a run need not wait for it. With
/// PIPCS_UPDATE=1 real pip is asked again and the file written; with PIPCS_UPDATE=missing it is asked for what the file
/// does not have. A case starts with <c>=== name</c>.
/// </summary>
internal sealed class RecordedPip
{
    private const string Mark = "=== ";
    private static readonly string? Update = Environment.GetEnvironmentVariable("PIPCS_UPDATE");
    private readonly SortedDictionary<string, string> _outcomes = new(StringComparer.Ordinal);
    private readonly string _path;

    /// <param name="file">The file, relative to the folder of the end-to-end tests.</param>
    public RecordedPip(string file)
    {
        _path = Path.Combine(Binary.Root, "tests", "PipCs.EndToEnd", file);
        if (Update == "1" || !File.Exists(_path))
        {
            return;
        }

        foreach (var part in ("\n" + File.ReadAllText(_path)).Split("\n" + Mark)[1..])
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            _outcomes.Add(part[..end], part[(end + 1)..].TrimEnd('\n'));
        }
    }

    /// <summary>Holds an outcome of pip-cs against real pip's of the same case.</summary>
    /// <param name="name">The case.</param>
    /// <param name="ours">What pip-cs did.</param>
    /// <param name="pips">Asks real pip.</param>
    /// <param name="outcome">What of a run is to be the same.</param>
    public void Check(string name, ProgramResult ours, Func<ProgramResult> pips, Func<ProgramResult, string> outcome)
    {
        if (Update == "1" || (Update == "missing" && !_outcomes.ContainsKey(name)))
        {
            _outcomes[name] = outcome(pips()).TrimEnd('\n');
            Save();
        }

        Assert.True(_outcomes.TryGetValue(name, out var expected), $"`{name}` is not in {_path}: run the test with PIPCS_UPDATE=1");
        Assert.True(expected == outcome(ours).TrimEnd('\n'), $"{outcome(ours)}\n--- but pip\n{expected}\n--- whole\n{ours}");
    }

    private void Save()
    {
        var text = new StringBuilder();
        foreach (var (name, outcome) in _outcomes)
        {
            text.Append(Mark).Append(name).Append('\n').Append(outcome).Append("\n\n");
        }

        File.WriteAllText(_path, text.ToString());
    }
}
