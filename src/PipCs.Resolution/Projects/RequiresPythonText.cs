using System.Globalization;
using PipCs.Standards.Specifiers;

namespace PipCs.Resolution.Projects;

/// <summary>Requires-Python as pip lists it among the versions that it ignored: clauses sorted by their numbers.</summary>
internal static class RequiresPythonText
{
    internal static string Of(SpecifierSet specifier)
    {
        var clauses = new List<(string Text, List<long> Numbers)>();
        foreach (Specifier clause in specifier.Clauses)
        {
            string text = clause.ToString();
            if (clauses.Exists(known => known.Text == text))
            {
                continue;
            }

            var numbers = new List<long>();
            foreach (string part in text.Split('.'))
            {
                if (long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
                {
                    numbers.Add(number);
                }
            }

            clauses.Add((text, numbers));
        }

        var sorted = clauses.OrderBy(clause => clause.Numbers, Comparer<List<long>>.Create(CompareNumbers)).Select(clause => clause.Text);
        return string.Join(',', sorted);
    }

    private static int CompareNumbers(List<long> left, List<long> right)
    {
        for (int i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            int order = left[i].CompareTo(right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Count.CompareTo(right.Count);
    }
}
