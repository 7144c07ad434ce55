namespace PipCs.Cli.Grammar;

/// <summary>The effect of an option on its value.</summary>
internal enum OptionAction
{
    /// <summary>Its value replaces an earlier one.</summary>
    Store,

    /// <summary>Turns a flag on.</summary>
    StoreTrue,

    /// <summary>Turns a flag off.</summary>
    StoreFalse,

    /// <summary>A constant replaces an earlier value.</summary>
    StoreConstant,

    /// <summary>Its value joins the earlier ones.</summary>
    Append,

    /// <summary>Adds one to a count.</summary>
    Count,

    /// <summary>Help is shown.</summary>
    Help,

    /// <summary>Passes its value to a parser of its own.</summary>
    Callback,
}
