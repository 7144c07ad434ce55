using System.Text.Json;

namespace PipCs.Standards.Projects;

public sealed partial class ProjectPageBuilder
{
    /// <summary>Adds one file from its object on a page in JSON. Call <see cref="BeginSource"/> with the page's URL before.</summary>
    /// <param name="file">The object, braces included.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public void AddJsonFile(ReadOnlySpan<byte> file) => SimpleJson.ReadFile(file, this);

    /// <summary>Adds the files of a project's page in JSON (Simple repository API, PEP 691, 700, 714).</summary>
    /// <param name="comesFrom">The page as messages name it, without credentials.</param>
    /// <param name="pageUrl">The absolute URL that relative links start from, without credentials.</param>
    /// <param name="utf8Json">The page.</param>
    /// <exception cref="JsonException">It is not JSON, or not an object.</exception>
    public void AddJson(string comesFrom, string pageUrl, ReadOnlySpan<byte> utf8Json)
    {
        BeginSource(comesFrom, pageUrl);
        SimpleJson.Read(utf8Json, this);
    }

    /// <summary>Adds the files of a project's page in HTML (Simple repository API, PEP 503, 592, 658, 714), read as leniently as a browser does.</summary>
    /// <param name="comesFrom">The page as messages name it, without credentials.</param>
    /// <param name="pageUrl">The absolute URL that relative links start from where the page names no base, without credentials.</param>
    /// <param name="html">The page.</param>
    public void AddHtml(string comesFrom, string pageUrl, string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        SimpleHtml.Read(html, comesFrom, pageUrl, this);
    }
}
