using System.Globalization;
using System.Text;
using PipCs.Cli.Grammar;
using PipCs.Cli.Parsing;
using PipCs.Cli.Text;
using PipCs.Standards.Projects;

namespace PipCs.Cli.Help;

/// <summary>Writes usage and help in pip's layout.</summary>
internal sealed class HelpFormatter
{
    private const int MaximumHelpColumn = 30;

    /// <summary>The name by which the program was started.</summary>
    internal required string Program { get; init; }

    /// <summary>The columns for the layout of help: those of the terminal on standard output, else 80.</summary>
    internal int Columns { get; init; } = 80;

    /// <summary>The columns at which lines are folded.</summary>
    internal int FoldColumns { get; init; } = 80;

    /// <summary>Whether commands, verbs and options of our own are shown.</summary>
    internal bool ShowsAdded { get; init; }

    /// <summary>Whether styles become colours.</summary>
    internal bool Coloured { get; init; }

    /// <summary>The usage of a command as printed before a usage error. It is pip's, under whatever name the program was started; empty where there is none.</summary>
    internal string FormatUsage(Command command) =>
        command.Usage.Length == 0 ? "" : Finish(UsageMarkup(command, command.Usage)) + "\n";

    /// <summary>The whole help of a command, with the defaults that configuration gives.</summary>
    internal string FormatHelp(Command command, ParsedArguments? configured)
    {
        var text = new StringBuilder();
        if (command.Usage.Length > 0)
        {
            text.Append(UsageMarkup(command, ShowsAdded ? command.Usage + command.AddedUsage : command.Usage)).Append('\n');
        }

        if (command.IsMain)
        {
            AppendCommands(text);
        }
        else if (command.Description.Length > 0)
        {
            text.Append("[optparse.groups]Description:[/]\n").Append(Indent(ShowsAdded ? command.Description + command.AddedDescription : command.Description)).Append("\n\n");
        }

        AppendOptions(text, command, configured);
        return Finish(text.ToString().TrimEnd()) + "\n";
    }

    private string Finish(string markup) => WordFold.Fold(Markup.Render(markup, Coloured), FoldColumns);

    private string UsageMarkup(Command command, string usage)
    {
        var name = command.IsMain ? Program : $"{Program} {command.Name}";
        return $"\n[optparse.groups]Usage:[/] {Markup.Escape(Indent(usage.Replace("%prog", name, StringComparison.Ordinal)))}\n";
    }

    private static string Indent(string text) => "  " + text.Replace("\n", "\n  ", StringComparison.Ordinal);

    private void AppendCommands(StringBuilder text)
    {
        text.Append("[optparse.groups]Commands:[/]\n");
        foreach (var name in ShowsAdded ? [.. CommandTable.Names, .. CommandTable.AddedNames] : CommandTable.Names)
        {
            text.Append(CultureInfo.InvariantCulture, $"  [optparse.longargs]{name,-27}[/] {Markup.Escape(CommandTable.Summarize(name))}\n");
        }

        text.Append('\n');
    }

    private void AppendOptions(StringBuilder text, Command command, ParsedArguments? configured)
    {
        // The column follows from the widest option, marks counted, which is always past pip's maximum.
        var column = Math.Min(MaximumHelpColumn, Math.Max(Columns - 22, 2));
        var width = Math.Max(Columns - 2 - column, 11);
        foreach (var option in command.Ungrouped)
        {
            AppendOption(text, option, configured, 1, column, width);
        }

        if (command.Ungrouped.Length > 0)
        {
            text.Append('\n');
        }

        foreach (var group in command.Groups)
        {
            text.Append("[optparse.groups]").Append(Markup.Escape(group.Title)).Append(":[/]\n");
            foreach (var option in group.Options)
            {
                AppendOption(text, option, configured, 2, column, width);
            }

            text.Append('\n');
        }
    }

    private void AppendOption(StringBuilder text, Option option, ParsedArguments? configured, int indent, int column, int width)
    {
        if (option.Hidden || (option.Added && !ShowsAdded))
        {
            return;
        }

        var plainLength = AppendNames(text.Append(' ', indent), option);
        var room = column - indent - 2;
        if (plainLength > room)
        {
            text.Append('\n').Append(' ', column);
        }
        else
        {
            text.Append(' ', room - plainLength + 2);
        }

        var first = true;
        foreach (var line in TextWrap.Wrap(HelpMarkup(option, configured), width))
        {
            text.Append(' ', first ? 0 : column).Append(line).Append('\n');
            first = false;
        }
    }

    private static int AppendNames(StringBuilder text, Option option)
    {
        var length = 0;
        if (option.Names[0][1] != '-')
        {
            text.Append("[optparse.shortargs]").Append(option.Names[0]).Append("[/]").Append(option.Names.Length > 1 ? ", " : "");
            length = option.Names[0].Length + (option.Names.Length > 1 ? 2 : 0);
        }

        text.Append("[optparse.longargs]").Append(option.LongName).Append("[/]");
        length += option.LongName.Length;
        if (option.TakesValue)
        {
            // pip counts the backslashes of escaped brackets in.
            var name = Markup.Escape((option.Metavar ?? option.Destination).ToLowerInvariant());
            text.Append(" [optparse.metavar]<").Append(name).Append(">[/]");
            length += name.Length + 3;
        }

        return length;
    }

    private static string HelpMarkup(Option option, ParsedArguments? configured)
    {
        var help = option.Help ?? "";
        if (help.Contains("%default", StringComparison.Ordinal))
        {
            help = help.Replace("%default", FindDefault(option, configured), StringComparison.Ordinal);
        }

        return Highlight(Highlight(Markup.Escape(help), 1, "[optparse.shortargs]"), 2, "[optparse.longargs]");
    }

    private static string FindDefault(Option option, ParsedArguments? configured)
    {
        object? value = configured?.Get<object>(option.Key);
        var text = value switch
        {
            null => option.Default ?? "none",
            double number => number.ToString(Math.Floor(number) == number ? "0.0" : "R", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
        return option.Metavar == "URL" ? LinkUrl.Redact(text) : text;
    }

    /// <summary>Marks words that begin with so many dashes, as pip does; the white space before such a word becomes one space after the opening mark.</summary>
    private static string Highlight(string text, int dashes, string mark)
    {
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var end = char.IsWhiteSpace(text[i]) ? EndOfOption(text, i + 1, dashes) : 0;
            if (end == 0)
            {
                result.Append(text[i]);
                continue;
            }

            result.Append(mark).Append(' ').Append(text, i + 1, end - i - 1).Append("[/]");
            i = end - 1;
        }

        return result.ToString();
    }

    private static int EndOfOption(string text, int start, int dashes)
    {
        var index = start;
        while (index < text.Length && index - start < dashes && text[index] == '-')
        {
            index++;
        }

        if (index - start != dashes || index >= text.Length || !(char.IsLetterOrDigit(text[index]) || text[index] == '_'))
        {
            return 0;
        }

        while (index < text.Length && (char.IsLetterOrDigit(text[index]) || text[index] is '_' or '-'))
        {
            index++;
        }

        return index;
    }
}
