using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Diagnostics;
using PipCs.Platform;
using PipCs.Updating;

namespace PipCs.Cli.Commands;

/// <summary>What <c>update</c> and <c>sync</c> say: the plan, the question, what became of it.</summary>
internal sealed class PlanDialogue
{
    private readonly CommandContext _context;
    private readonly bool _isJson;
    private readonly bool _asks;

    /// <summary>Reads the options.</summary>
    /// <exception cref="UserErrorException">A question would have to be asked, and nobody can answer.</exception>
    internal PlanDialogue(ParsedArguments arguments, CommandContext context)
    {
        _context = context;
        _isJson = arguments.Text(OptionKey.ListFormat) == "json";
        DryRun = arguments.Flag(OptionKey.DryRun);
        _asks = !DryRun && !arguments.Flag(OptionKey.Yes);
        if (_asks && !ProcessIdentity.IsTerminal(0))
        {
            throw Errors.NobodyToAsk();
        }
    }

    /// <summary>Whether the plan is shown alone.</summary>
    internal bool DryRun { get; }

    /// <summary>Shows the plan and asks whether to go on.</summary>
    internal bool Confirm(IReadOnlyList<PlannedChange> changes)
    {
        Show(changes);
        return !_asks || _context.Ask("Proceed (Y/n)? ", "y", "n", "") != "n";
    }

    /// <summary>Says what became of it and gives the exit code: 1 where the answer was no.</summary>
    /// <param name="result">What became of it.</param>
    /// <param name="done">What was done with the distributions, as the first word of a sentence.</param>
    /// <param name="nothing">What to say where nothing was to be done.</param>
    internal int Conclude(ChangeResult result, string done, string nothing)
    {
        if (DryRun)
        {
            Show(result.Changes);
        }

        if (_isJson)
        {
            _context.Output.Write(ChangeRendering.Json(result) + "\n");
        }
        else if (result.Changes.Count == 0)
        {
            _context.Reporter.Report(Severity.Info, nothing);
        }
        else if (result.Changed)
        {
            _context.Reporter.Report(Severity.Info, $"{done} {result.Changes.Count} {(result.Changes.Count == 1 ? "distribution" : "distributions")}.");
        }

        return result.Changed || DryRun || result.Changes.Count == 0 ? 0 : 1;
    }

    private void Show(IReadOnlyList<PlannedChange> changes)
    {
        if (!_isJson && changes.Count > 0)
        {
            _context.Reporter.Report(Severity.Info, ChangeRendering.Plan(changes));
        }
    }
}
