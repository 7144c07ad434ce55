using System.Collections;
using System.Reflection;
using System.Text;
using PipCs.Diagnostics;

namespace PipCs.Architecture.Tests;

/// <summary>A method of a room's <c>Errors</c> class and what it makes of sample arguments.</summary>
internal sealed record CataloguedError(string Room, string Name, IReadOnlyList<string> Inputs, UserErrorException Error);

/// <summary>Every user-facing error: the methods of all <c>Errors</c> classes, called with arguments that show their names.</summary>
internal static class ErrorCatalogue
{
    public static IEnumerable<MethodInfo> Methods() => Repository.RoomProjects.Keys
        .Order(StringComparer.Ordinal)
        .Select(room => Repository.LoadRoom(room).GetType(room + ".Errors"))
        .OfType<Type>()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(method => method.ReturnType == typeof(UserErrorException))
        .OrderBy(method => method.DeclaringType!.Namespace, StringComparer.Ordinal)
        .ThenBy(method => method.Name, StringComparer.Ordinal)
        .ThenBy(method => method.GetParameters().Length);

    /// <summary>Calls a method of a catalogue; null where a parameter has a type that a catalogue should not have.</summary>
    public static CataloguedError? Call(MethodInfo method)
    {
        var arguments = new List<object?>();
        var inputs = new List<string>();
        foreach (var parameter in method.GetParameters())
        {
            if (!TrySample(parameter, inputs, out var sample))
            {
                return null;
            }

            arguments.Add(sample);
        }

        var error = (UserErrorException)method.Invoke(null, [.. arguments])!;
        return new CataloguedError(method.DeclaringType!.Namespace!, method.Name, inputs, error);
    }

    /// <summary>The listing in docs/errors.md.</summary>
    public static string Listing(IEnumerable<CataloguedError> errors)
    {
        var text = new StringBuilder()
            .Append("# Every error that a person can be shown\n\n")
            .Append("Generated from the `Errors` class of each room; a test holds it. After a change:\n\n")
            .Append("    PIPCS_UPDATE=1 dotnet run --project tests/PipCs.Architecture.Tests\n\n")
            .Append("`‹name›` stands for what the error is about. The exit code is 1 where none is given.\n");
        foreach (var room in errors.GroupBy(error => error.Room))
        {
            text.Append("\n## ").Append(room.Key).Append('\n');
            foreach (var error in room)
            {
                text.Append("\n### ").Append(error.Name);
                if (error.Error.ExitCode != 1)
                {
                    text.Append(" (exit code ").Append(error.Error.ExitCode).Append(')');
                }

                text.Append("\n\n");
                if (error.Error.Reference is not null)
                {
                    text.Append(Indent(error.Error.ToDiagnosticText()));
                    continue;
                }

                text.Append(Indent(error.Error.Message));
                foreach (var hint in error.Error.Hints)
                {
                    text.Append(Indent("hint: " + hint));
                }
            }
        }

        return text.ToString();
    }

    private static string Indent(string message)
        => string.Concat(message.Split('\n').Select(line => ("    " + line).TrimEnd() + "\n"));

    private static bool TrySample(ParameterInfo parameter, List<string> inputs, out object? sample)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        // Hashes are given with their algorithm in front.
        var text = (parameter.Name!.Contains("hash", StringComparison.OrdinalIgnoreCase) ? "sha256:" : "") + "‹" + parameter.Name + "›";
        sample = null;
        if (type == typeof(string))
        {
            inputs.Add(text);
            sample = text;
        }
        else if (type == typeof(int) || type == typeof(long))
        {
            inputs.Add("7");
            sample = Convert.ChangeType(7, type, null);
        }
        else if (type == typeof(bool))
        {
            sample = true;
        }
        else if (type != typeof(string) && type.IsAssignableFrom(typeof(string[])) && typeof(IEnumerable).IsAssignableFrom(type))
        {
            inputs.Add(text);
            sample = new[] { text, "‹another›" };
        }
        else if (type == typeof(List<string>))
        {
            inputs.Add(text);
            sample = new List<string> { text, "‹another›" };
        }
        else if (type != typeof(Exception))
        {
            return false;
        }

        return true;
    }
}
