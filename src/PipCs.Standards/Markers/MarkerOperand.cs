using System.Text;

namespace PipCs.Standards.Markers;

/// <summary>A variable, or a literal with its value.</summary>
internal readonly record struct MarkerOperand(MarkerVariable Variable, string Text)
{
    public bool IsVariable => Variable != MarkerVariable.None;

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
