namespace PipCs.Resolution.Projects;

/// <summary>
/// The records that one part of the resolution keeps about projects, so that <see cref="ProjectState"/> need not hold them. They lie in an array by the
/// project's number, because parts look them up for every requirement.
/// </summary>
internal sealed class ProjectNotes<T>
    where T : class, new()
{
    private const int FirstLength = 64;

    private T?[] _notes = new T?[FirstLength];

    /// <summary>The record of a project, made at the first access.</summary>
    internal T this[ProjectState project]
    {
        get
        {
            int number = project.Number;
            if (number >= _notes.Length)
            {
                Array.Resize(ref _notes, Math.Max(number + 1, _notes.Length * 2));
            }

            return _notes[number] ??= new T();
        }
    }
}
