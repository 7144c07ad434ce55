using PipCs.Standards.Text;
using System.Text;
using PipCs.Python.Installed;
using PipCs.Standards.Projects;

namespace PipCs.Listing;

/// <summary>The texts of <c>pip list</c>, without a newline at their end; empty where nothing is listed.</summary>
public static class ListRendering
{
    /// <summary>Renders a table with a head.</summary>
    /// <param name="result">The distributions to list.</param>
    /// <param name="verbose">With location and installer (<c>-v</c>).</param>
    /// <param name="newest">With the newest release (<c>--outdated</c>).</param>
    public static string Columns(ListResult result, bool verbose, bool newest)
    {
        ArgumentNullException.ThrowIfNull(result);
        var distributions = result.Distributions;
        if (distributions.Count == 0)
        {
            return "";
        }

        var table = new TextTable();
        table.Add("Package", distributions, static listed => listed.Installed.Name);
        table.Add("Version", distributions, static listed => listed.Installed.VersionText);
        if (newest)
        {
            table.Add("Latest", distributions, static listed => listed.Newest?.Version.ToString());
            table.Add("Type", distributions, TypeOf);
        }

        table.AddWhereAny("Build", distributions, static listed => listed.Installed.BuildTag);
        table.AddWhereAny("Editable project location", distributions, static listed => listed.Installed.EditableLocation);
        if (verbose)
        {
            table.Add("Location", distributions, static listed => listed.Installed.Location);
            table.Add("Installer", distributions, static listed => listed.Installed.Installer);
        }

        return table.ToString();
    }

    /// <summary>Renders a line <c>name==version</c> for each distribution.</summary>
    /// <param name="result">The distributions to list.</param>
    /// <param name="verbose">With the location (<c>-v</c>).</param>
    public static string Freeze(ListResult result, bool verbose)
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder();
        foreach (var (distribution, _) in result.Distributions)
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }

            text.Append(NameAndVersion(distribution));
            if (verbose)
            {
                text.Append(" (").Append(distribution.Location).Append(')');
            }
        }

        return text.ToString();
    }

    /// <summary>One line of JSON, as Python's <c>json.dumps</c> writes it.</summary>
    /// <param name="result">The distributions to list.</param>
    /// <param name="verbose">With location and installer (<c>-v</c>).</param>
    /// <param name="newest">With the newest release (<c>--outdated</c>).</param>
    public static string Json(ListResult result, bool verbose, bool newest)
    {
        ArgumentNullException.ThrowIfNull(result);
        var json = new PythonJsonWriter().BeginArray();
        foreach (var listed in result.Distributions)
        {
            var distribution = listed.Installed;
            json.BeginObject().Member("name", distribution.Name).Member("version", distribution.HasValidVersion ? distribution.Version.ToString() : distribution.VersionText);
            if (verbose)
            {
                json.Member("location", distribution.Location).Member("installer", distribution.Installer);
            }

            if (newest && listed.Newest is { } release)
            {
                json.Member("latest_version", release.Version.ToString()).Member("latest_filetype", TypeOf(listed));
            }

            if (distribution.EditableLocation is { } editable)
            {
                json.Member("editable_project_location", editable);
            }

            json.End();
        }

        return json.End().ToString();
    }

    /// <summary>The kind of the newest release: <c>wheel</c> or <c>sdist</c>; null where the index was not asked.</summary>
    public static string? TypeOf(ListedDistribution listed) => listed?.Newest is not { } newest ? null : newest.Kind == DistributionKind.Wheel ? "wheel" : "sdist";

    /// <summary><c>name==version</c>, or <c>name===version</c> where the version is not valid.</summary>
    internal static string NameAndVersion(InstalledDistribution distribution)
        => distribution.HasValidVersion ? $"{distribution.Name}=={distribution.Version}" : $"{distribution.Name}==={distribution.VersionText}";
}
