namespace PipCs.Cli.Grammar;

/// <summary>What meeting an option does.</summary>
internal enum OptionAction
{
    /// <summary>Its value replaces an earlier one.</summary>
    Store,

    /// <summary>A flag goes on.</summary>
    StoreTrue,

    /// <summary>A flag goes off.</summary>
    StoreFalse,

    /// <summary>A constant replaces an earlier value.</summary>
    StoreConstant,

    /// <summary>Its value joins the earlier ones.</summary>
    Append,

    /// <summary>A count goes up by one.</summary>
    Count,

    /// <summary>Help is shown.</summary>
    Help,

    /// <summary>Its value is understood in a way of its own.</summary>
    Callback,
}
