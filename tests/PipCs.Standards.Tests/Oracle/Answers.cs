using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PipCs.Standards.FileNames;
using PipCs.Standards.Markers;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests.Oracle;

/// <summary>Our answers to the oracle's questions, in the shape of its own (<c>oracle.py</c>).</summary>
internal static class Answers
{
    public static JsonNode WheelFileName(string text)
    {
        if (!FileNames.WheelFileName.TryParse(text, out WheelFileName? name))
        {
            return new JsonArray(Message(() => FileNames.WheelFileName.Parse(text)));
        }

        string[][] parts = [.. name.Tags.ToLowerInvariant().Split('-').Select(part => part.Split('.'))];
        IEnumerable<string> tags = from python in parts[0] from abi in parts[1] from platform in parts[2] select $"{python}-{abi}-{platform}";
        string build = (name.Build ?? "").Split('\n')[0];
        int digits = build.TakeWhile(char.IsAsciiDigit).Count();
        string number = digits == 0 ? "" : build[..digits].TrimStart('0').PadLeft(1, '0');
        return new JsonArray(
            name.Project.Value,
            name.Version.ToString(),
            number + build[digits..],
            new JsonArray([.. tags.Distinct().Order(StringComparer.Ordinal).Select(tag => JsonValue.Create(tag))]));
    }

    public static JsonNode SdistFileName(string text) => FileNames.SdistFileName.TryParse(text, out SdistFileName? name)
        ? new JsonArray(name.Project.Value, name.Version.ToString())
        : new JsonArray(Message(() => FileNames.SdistFileName.Parse(text)));

    /// <param name="pair">A file name and the project that it is of.</param>
    public static JsonNode? SdistFileNameOf(JsonNode? pair)
        => FileNames.SdistFileName.TryParse(pair![0]!.GetValue<string>(), ProjectName.Normalize(pair[1]!.GetValue<string>()), out SdistFileName? name) ? name.Version.ToString() : null;

    /// <param name="pair">A set and the versions to judge.</param>
    public static JsonNode Specifiers(JsonNode? pair)
    {
        string text = pair![0]!.GetValue<string>();
        if (!SpecifierSet.TryParse(text, out SpecifierSet? set))
        {
            return new JsonArray(Message(() => SpecifierSet.Parse(text)));
        }

        PackageVersion[] versions = [.. pair[1]!.AsArray().Select(version => PackageVersion.Parse(version!.GetValue<string>()))];
        return new JsonArray(
            set.ToString(),
            set.Prereleases,
            new JsonArray([.. versions.Select(version => JsonValue.Create(set.Contains(version)))]),
            new JsonArray([.. versions.Select(version => JsonValue.Create(set.Contains(version, prereleases: false)))]),
            new JsonArray([.. SpecifierSet.Parse(set.ToString()).Clauses.Select(clause => new JsonArray(
                [clause.ToString(), clause.Prereleases, .. versions.Select(version => JsonValue.Create(clause.Contains(version)))]))]));
    }

    /// <summary>A set's text read again may have lost the blanks between operator and version: nothing else may change.</summary>
    public static JsonNode? Uncanonical(JsonNode? expected)
    {
        // packaging repeats a clause that is written twice, as do we; after canonical form both have it once.
        if (expected is JsonArray { Count: 5 } answer)
        {
            var seen = new HashSet<string>();
            var clauses = answer[4]!.AsArray();
            string[] canonical = answer[0]!.GetValue<string>().Split(',');
            answer[4] = new JsonArray([.. clauses.Where(clause => canonical.Contains(clause![0]!.GetValue<string>()) && seen.Add(clause[0]!.GetValue<string>())).Select(clause => clause!.DeepClone())]);
        }

        return expected;
    }

    public static JsonNode Requirement(string text)
    {
        if (!Requirements.Requirement.TryParse(text, out Requirement? requirement))
        {
            return new JsonArray(Message(() => Requirements.Requirement.Parse(text)));
        }

        return new JsonArray(
            requirement.Name,
            new JsonArray([.. requirement.Extras.Select(extra => JsonValue.Create(extra))]),
            requirement.Specifier.ToString(),
            requirement.Url,
            requirement.Marker is null ? null : TextOf(requirement.Marker),
            TextOf(requirement));
    }

    /// <summary>The headers, the body, and what pip's reports say of them.</summary>
    public static JsonNode Metadata(string text)
    {
        CoreMetadata metadata = CoreMetadata.Parse(Encoding.UTF8.GetBytes(text));
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            metadata.WriteJson(writer);
        }

        return new JsonArray(
            new JsonArray([.. metadata.Headers.Select(header => new JsonArray(header.Key, header.Value))]),
            metadata.Body,
            JsonNode.Parse(output.WrittenSpan)!.ToJsonString());
    }

    /// <summary>The expected answer with its JSON text as ours would write it.</summary>
    public static JsonNode Rewritten(JsonNode? expected)
        => new JsonArray(expected![0]!.DeepClone(), expected[1]!.DeepClone(), JsonNode.Parse(expected[2]!.GetValue<string>())!.ToJsonString());

    public static JsonNode MetadataProblems(string text)
        => Sorted(CoreMetadata.Validate(Encoding.UTF8.GetBytes(text)).Select(problem => (problem.Field, problem.Message)));

    /// <summary>The expected answer without what is Python's own.</summary>
    public static JsonNode SortedProblems(JsonNode? expected)
        => Sorted(expected!.AsArray().Select(problem => (problem![0]!.ToString(), problem[1]!.ToString())));

    public static JsonNode Evaluate(Marker marker, string? extra)
    {
        try
        {
            return marker.Evaluate(DifferentialTests.TestEnvironment, extra);
        }
        catch (MarkerEvaluationException exception)
        {
            return exception.Message.StartsWith("Undefined", StringComparison.Ordinal) ? "UndefinedComparison" : "UndefinedEnvironmentName";
        }
    }

    public static string TextOf(object value)
    {
        try
        {
            return value.ToString()!;
        }
        catch (FormatException exception)
        {
            return $"ValueError('{exception.Message}')";
        }
    }

    public static string Message(Func<object> parse) => Assert.Throws<FormatException>(() => parse()).Message;

    private static JsonArray Sorted(IEnumerable<(string Field, string Message)> problems) => new(
        [.. problems.Select(problem => (problem.Field, Message: Cut(problem.Message)))
            .OrderBy(problem => problem.Field, StringComparer.Ordinal).ThenBy(problem => problem.Message, StringComparer.Ordinal)
            .Select(problem => new JsonArray(problem.Field, problem.Message))]);

    /// <summary>packaging lists allowed values in the order of a Python set, and adds what Python's email says of a content type.</summary>
    private static string Cut(string message)
        => message.Contains("is not a valid content type", StringComparison.Ordinal) ? message[..(message.IndexOf("is not a valid content type", StringComparison.Ordinal) + 27)]
            : message.Contains(" must be one of", StringComparison.Ordinal) ? "must be one of"
            : message.StartsWith("valid Markdown variants", StringComparison.Ordinal) ? "variants" : message;
}
