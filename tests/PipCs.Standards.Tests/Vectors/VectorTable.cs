using System.Text.Json.Nodes;

namespace PipCs.Standards.Tests.Vectors;

/// <summary>How each table of the vectors is checked: every entry says for a row what is wrong, or null.</summary>
internal static partial class VectorTable
{
    public static Dictionary<string, Func<JsonObject, string?>> All { get; } = new([.. Versions(), .. Specifiers(), .. Ranges(), .. Requirements(), .. Names(), .. Tags(), .. LockFiles(), .. Metadata()]);

    /// <summary>Those of pip's unit tests.</summary>
    public static Dictionary<string, Func<JsonObject, string?>> OfPip { get; } = new([.. PipLinks(), .. PipPages(), .. PipFiles()]);

    private static string Text(this JsonObject row, string name) => row[name]!.GetValue<string>();

    private static bool Flag(this JsonObject row, string name) => row[name]!.GetValue<bool>();

    private static bool? OptionalFlag(this JsonObject row, string name) => row[name]?.GetValue<bool>();

    private static string? Same<T>(T expected, T actual) => Equals(expected, actual) ? null : $"expected {expected}, got {actual}";
}
