namespace PipCs;

/// <summary>The release of pip whose behaviour pip-cs has.</summary>
public static class PipVersion
{
    /// <summary>pip's version.</summary>
    public const string Text = "26.3";
}
