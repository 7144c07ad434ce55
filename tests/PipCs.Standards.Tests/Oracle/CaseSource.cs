using System.Text;

namespace PipCs.Standards.Tests.Oracle;

/// <summary>Random and mutated inputs, the same in every run.</summary>
internal sealed class CaseSource(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>How many cases a differential test asks: <c>PIPCS_DIFFERENTIAL_CASES</c> (the long run), or what is usual.</summary>
    public static int Count(int usual) => int.TryParse(Environment.GetEnvironmentVariable("PIPCS_DIFFERENTIAL_CASES"), out int count) ? count : usual;

    public int Next(int limit) => _random.Next(limit);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    public string Version()
    {
        var text = new StringBuilder();
        text.Append(Chance(5) ? Pick("v", "V", " ", "\t") : "").Append(Chance(6) ? Pick("1!", "0!", "2!", "00!") : "");
        int length = Pick(1, 2, 2, 3, 3, 3, 4, 5, Chance(10) ? 14 : 3);
        for (int i = 0; i < length; i++)
        {
            text.Append(i > 0 ? "." : "").Append(Number());
        }

        text.Append(Chance(25) ? Separator() + Pick("a", "b", "c", "rc", "alpha", "beta", "pre", "preview", "A", "RC") + Separator() + (Chance(80) ? Number() : "") : "");
        text.Append(Chance(20) ? Chance(20) ? "-" + Number() : Separator() + Pick("post", "rev", "r", "Post") + Separator() + (Chance(80) ? Number() : "") : "");
        text.Append(Chance(20) ? Separator() + Pick("dev", "DEV") + Separator() + (Chance(80) ? Number() : "") : "");
        text.Append(Chance(12) ? "+" + Pick("local", "ubuntu.1", "1", "01.A-b_2", "cu118", "abc.5", "18446744073709551616") : "");
        return text.ToString();
    }

    public string ValidVersion()
    {
        while (true)
        {
            string text = Version();
            if (PipCs.Standards.Versions.PackageVersion.TryParse(text, out _))
            {
                return text;
            }
        }
    }

    public string Clause()
    {
        string op = Pick("==", "!=", ">=", "<=", ">", "<", "~=", "===", "==", "!=", ">=", "<");
        string version = Version().Trim();
        return op + (Chance(10) ? " " : "") + version + (op is "==" or "!=" && Chance(30) ? ".*" : "");
    }

    public string Clauses() => string.Join(Pick(",", ",", ", ", " ,"), Enumerable.Range(0, Pick(1, 1, 2, 2, 3, 4)).Select(_ => Clause()));

    public string Marker(int depth = 0)
    {
        var text = new StringBuilder();
        int count = Pick(1, 1, 2, 3);
        for (int i = 0; i < count; i++)
        {
            text.Append(i > 0 ? Pick(" and ", " or ") : "");
            text.Append(depth < 3 && Chance(25) ? "(" + Marker(depth + 1) + ")" : Comparison());
        }

        return text.ToString();
    }

    public string Requirement()
    {
        var text = new StringBuilder(Pick("requests", "Foo.Bar", "a", "zope.interface", "x-_y", "A1"));
        text.Append(Chance(25) ? Pick("[a]", "[ b , a,a ]", "[]", "[x.y,Z_z]", "[a b]") : "");
        if (Chance(15))
        {
            text.Append(Pick(" @ ", "@", " @")).Append(Pick("https://x.org/a.whl", "file:///tmp/x", "git+https://g.c/u/r.git@v1#egg=x"));
            text.Append(Chance(50) ? Pick(" ; ", ";", " ;") + Marker() : "");
        }
        else
        {
            text.Append(Chance(70) ? Pick("", " ") + (Chance(15) ? "(" + Clauses() + ")" : Clauses()) : "");
            text.Append(Chance(40) ? Pick("; ", ";", " ; ") + Marker() : "");
        }

        return text.ToString();
    }

    /// <summary>The text with one or two characters changed.</summary>
    public string Mutate(string text)
    {
        var builder = new StringBuilder(text);
        for (int i = Pick(1, 1, 2); i > 0; i--)
        {
            int position = Next(builder.Length + 1);
            char c = Pick<char>(" \t\n.,;()[]'\"=<>!~+-_*@#\\aorin019vé\u2003/%:".AsSpan());
            switch (Next(3))
            {
                case 0 when position < builder.Length:
                    builder.Remove(position, 1);
                    break;
                case 1 when position < builder.Length:
                    builder[position] = c;
                    break;
                default:
                    builder.Insert(position, c);
                    break;
            }
        }

        return builder.ToString();
    }

    private string Number() => Next(12) switch
    {
        < 6 => Next(4).ToString(),
        6 or 7 => Next(30).ToString(),
        8 => Next(5000).ToString(),
        9 => Pick("0", "00", "01", "15", "16", "271", "272", "4367", "4368", "16655", "16656", "2023", "20240131"),
        10 => Pick("33558799", "33558800", "33571087", "33571088", "4294967296", "20240131123456"),
        _ => Chance(80) ? "0" : Pick("18446744073709551615", "18446744073709551616", "99999999999999999999999", "000000000000000000000000001"),
    };

    private string Separator() => Pick("", "", ".", "-", "_");

    private string Comparison()
    {
        string variable = Pick(
            "python_version", "python_full_version", "os_name", "sys_platform", "platform_release", "platform_system", "platform_version",
            "platform_machine", "platform_python_implementation", "implementation_name", "implementation_version", "extra", "extra",
            "os.name", "python_implementation", "sys.platform", "extras", "dependency_groups");
        string op = Pick("==", "!=", ">=", "<=", ">", "<", "~=", "===", "in", "not in", "==", ">=", "<");
        string value = Pick(
            "3.8", "3.11", "3.11.7", "3", "3.11.*", "2.7", "linux", "posix", "Linux", "win32", "foo-bar", "Foo.Bar", "3.8 3.11", "6.1.0-13-amd64",
            "cpython", "CPython", "x86_64", "", "4.0.0", "3.12.0a1", "6.1", "=3.11", "#1", "dog", "a'b");
        string quoted = value.Contains('\'') || Chance(70) ? $"\"{value}\"" : $"'{value}'";
        string blank = op.Length > 2 || char.IsLetter(op[0]) || Chance(80) ? " " : "";
        return Next(10) switch
        {
            < 7 => variable + blank + op + blank + quoted,
            < 9 => quoted + blank + op + blank + variable,
            _ => Chance(50) ? variable + " " + op + " " + Pick("python_version", "os_name", "extra") : quoted + " == \"x\"",
        };
    }
}
