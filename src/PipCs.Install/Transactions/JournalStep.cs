namespace PipCs.Install.Transactions;

/// <summary>The kind of a step of a commit.</summary>
internal enum StepKind : byte
{
    /// <summary>Renames a path to another that does not exist. Undone where the second exists and the first does not.</summary>
    Move,

    /// <summary>Makes a folder that does not exist. Undone where it is empty.</summary>
    MakeFolder,

    /// <summary>After the commit: removes a folder if it is empty, and those above it that became so, below the folder that stays.</summary>
    RemoveEmpty,

    /// <summary>A further area to delete at the end.</summary>
    Area,
}

/// <summary>One step.</summary>
/// <param name="Kind">The kind of step.</param>
/// <param name="Path">The absolute path.</param>
/// <param name="Target">For a move, the new path; for emptied folders, the nearest folder above that stays; else empty.</param>
internal readonly record struct JournalStep(StepKind Kind, string Path, string Target = "");
