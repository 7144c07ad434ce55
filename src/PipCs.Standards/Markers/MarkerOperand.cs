using System.Text;

namespace PipCs.Standards.Markers;

/// <summary>A variable, or a literal with its value.</summary>
internal readonly record struct MarkerOperand(MarkerVariable Variable, string Text)
{
    public static MarkerOperand PythonVersion { get; } = OfVariable(MarkerVariable.PythonVersion);

    public static MarkerOperand PythonFullVersion { get; } = OfVariable(MarkerVariable.PythonFullVersion);

    public bool IsVariable => Variable != MarkerVariable.None;

    public static MarkerOperand OfVariable(MarkerVariable variable) => new(variable, MarkerVariables.Name(variable));

    public static MarkerOperand OfText(string text) => new(MarkerVariable.None, text);

    public void Write(StringBuilder builder)
    {
        if (IsVariable)
        {
            builder.Append(Text);
            return;
        }

        char quote = !Text.Contains('"', StringComparison.Ordinal) ? '"'
            : !Text.Contains('\'', StringComparison.Ordinal) ? '\''
            : throw new FormatException("Cannot serialize marker value containing both quote characters");
        builder.Append(quote).Append(Text).Append(quote);
    }
}
