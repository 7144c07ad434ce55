using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Diagnostics;
using PipCs.Platform;
using PipCs.Updating;

namespace PipCs.Cli.Commands;

/// <summary>The dialogue of <c>update</c> and <c>sync</c>: the plan, the question, and the result.</summary>
internal sealed class PlanDialogue
{
    private readonly CommandContext _context;
    private readonly bool _isJson;
    private readonly bool _asks;

    /// <summary>Reads the options.</summary>
    /// <exception cref="UserErrorException">A question is necessary, but there is no terminal to ask at.</exception>
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

    /// <summary>Prints the plan and asks whether to make it.</summary>
    internal bool Confirm(IReadOnlyList<PlannedChange> changes)
    {
        Show(changes);
        return !_asks || _context.Ask("Proceed (Y/n)? ", "y", "n", "") != "n";
    }

    /// <summary>Prints the result and gives the exit code, which is 1 where the user refused.</summary>
    /// <param name="result">The result.</param>
    /// <param name="done">The first word of the sentence, such as "Updated".</param>
    /// <param name="nothing">The sentence for a plan without changes.</param>
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
