namespace PipCs.Index;

/// <summary><c>--keyring-provider</c>: who is asked for a login that nothing else gives.</summary>
public enum KeyringProvider
{
    /// <summary>Nobody.</summary>
    Disabled,

    /// <summary>The <c>keyring</c> package of the target interpreter, else the program <c>keyring</c>.</summary>
    Auto,

    /// <summary>The <c>keyring</c> package of the target interpreter.</summary>
    Import,

    /// <summary>The program <c>keyring</c> on <c>PATH</c>.</summary>
    Subprocess,
}
