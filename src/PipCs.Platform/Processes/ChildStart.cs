using System.Collections;

namespace PipCs.Platform.Processes;

/// <summary>
/// Starts a program by <c>posix_spawn</c>, which copies no memory of this process and reports why a program cannot be executed. Every descriptor that it opens is
/// closed in programs that other threads start.
/// </summary>
internal sealed unsafe class ChildStart(ChildCommand command)
{
    private static readonly byte[] NullDevice = NativeName.Encode("/dev/null");
    private readonly List<int> _theirs = [];

    /// <summary>This process's end of standard input; -1 where it is not piped.</summary>
    internal int Input { get; private set; } = -1;

    /// <summary>This process's end of standard output.</summary>
    internal int Output { get; private set; } = -1;

    /// <summary>This process's end of standard error.</summary>
    internal int Errors { get; private set; } = -1;

    /// <summary>Starts it; the process's number.</summary>
    /// <exception cref="ChildStartException">It cannot be started.</exception>
    internal int Spawn()
    {
        var started = false;
        try
        {
            var process = SpawnCore();
            started = true;
            return process;
        }
        finally
        {
            _theirs.ForEach(Close);
            if (!started)
            {
                Close(Input);
                Close(Output);
                Close(Errors);
            }
        }
    }

    internal static void Close(int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = Posix.Close(descriptor);
        }
    }

    private int SpawnCore()
    {
        foreach (var text in (ReadOnlySpan<string?>)[command.Program, command.WorkingDirectory, .. command.Arguments])
        {
            if (text is not null && text.Contains('\0', StringComparison.Ordinal))
            {
                throw new ChildStartException(command.Program, Errno.Invalid, text);
            }
        }

        var variables = Variables();
        var path = Find(variables.GetValueOrDefault("PATH"));
        using var arguments = new NativeStrings([command.Program, .. command.Arguments]);
        using var environment = new NativeStrings([.. variables.Select(static variable => $"{variable.Key}={variable.Value}")]);
        var actions = stackalloc byte[Posix.SpawnStructureSize];
        var attributes = stackalloc byte[Posix.SpawnStructureSize];
        _ = Posix.InitializeSpawnActions(actions);
        _ = Posix.InitializeSpawnAttributes(attributes);
        try
        {
            AddActions(actions);
            SetAttributes(attributes);
            int process;
            fixed (byte* program = NativeName.Encode(path))
            {
                var error = (Errno)Posix.Spawn(&process, program, actions, attributes, arguments.Pointers, environment.Pointers);
                return error == Errno.None ? process : throw Failure(error);
            }
        }
        finally
        {
            _ = Posix.DestroySpawnActions(actions);
            _ = Posix.DestroySpawnAttributes(attributes);
        }
    }

    /// <summary>The system does not report whether the folder or the program was the reason. As in Python, the message names the folder if it cannot be entered.</summary>
    private ChildStartException Failure(Errno error)
        => new(command.Program, error, command.WorkingDirectory is { } folder && !Directory.Exists(folder) ? folder : command.Program);

    private SortedDictionary<string, string> Variables()
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!command.HasOnlyItsVariables)
        {
            foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            {
                variables[(string)variable.Key] = (string?)variable.Value ?? "";
            }
        }

        foreach (var (name, value) in command.Variables)
        {
            if (value is null)
            {
                variables.Remove(name);
            }
            else
            {
                variables[name] = value;
            }
        }

        return variables;
    }

    /// <summary>The first program of that name on PATH that may be executed; the name itself where it is a path.</summary>
    private string Find(string? searchPath)
    {
        if (command.Program.Contains('/', StringComparison.Ordinal))
        {
            return command.Program;
        }

        var error = Errno.NoEntry;
        foreach (var folder in (searchPath ?? "/bin:/usr/bin").Split(':'))
        {
            var path = Path.Join(folder, command.Program);
            if (NativeFile.TryGetStatus(path, out var status) == Errno.None && status.Kind == EntryKind.File)
            {
                if (NativeFile.IsExecutable(path))
                {
                    return path;
                }

                error = Errno.AccessDenied;
            }
        }

        throw new ChildStartException(command.Program, error, command.Program);
    }

    private void AddActions(byte* actions)
    {
        if (command.Input == ChildInput.Empty)
        {
            Open(actions, 0, Posix.OpenReadOnly);
        }
        else if (command.Input == ChildInput.Piped)
        {
            var (read, write) = MakePipe();
            Input = write;
            Redirect(actions, read, 0);
        }

        Output = Connect(actions, command.Output, 1);
        if (command.Errors == ChildOutput.WithOutput)
        {
            Check(Posix.AddSpawnDuplicate(actions, 1, 2));
        }
        else
        {
            Errors = Connect(actions, command.Errors, 2);
        }

        if (command.WorkingDirectory is { } folder)
        {
            fixed (byte* pointer = NativeName.Encode(folder))
            {
                Check(Posix.AddSpawnDirectory(actions, pointer));
            }
        }
    }

    private int Connect(byte* actions, ChildOutput kind, int target)
    {
        if (kind == ChildOutput.Discarded)
        {
            Open(actions, target, Posix.OpenWriteOnly);
        }

        if (kind != ChildOutput.Piped)
        {
            return -1;
        }

        var (read, write) = MakePipe();
        Redirect(actions, write, target);
        return read;
    }

    private void Open(byte* actions, int target, int flags)
    {
        fixed (byte* path = NullDevice)
        {
            Check(Posix.AddSpawnOpen(actions, target, path, flags, 0));
        }
    }

    private void Redirect(byte* actions, int descriptor, int target)
    {
        _theirs.Add(descriptor);
        Check(Posix.AddSpawnDuplicate(actions, descriptor, target));
    }

    private (int Read, int Write) MakePipe()
    {
        var ends = stackalloc int[2];
        if (Posix.MakePipe(ends, Posix.OpenCloseOnExec) != 0)
        {
            throw new ChildStartException(command.Program, DirectoryHandle.LastError(), command.Program);
        }

        return (AboveStandard(ends[0]), AboveStandard(ends[1]));
    }

    /// <summary>Moves a descriptor up where this process was started without its standard streams: one of them is about to be replaced in the child.</summary>
    private static int AboveStandard(int descriptor)
    {
        if (descriptor > 2)
        {
            return descriptor;
        }

        var moved = Posix.ControlFile(descriptor, Posix.DuplicateCloseOnExec, 3);
        Close(descriptor);
        return moved;
    }

    private void SetAttributes(byte* attributes)
    {
        // A program expects the defaults of the signals that this one ignores (ProcessIdentity.IgnoreWriteSignals).
        var signals = stackalloc byte[Posix.SignalSetSize];
        _ = Posix.EmptySignalSet(signals);
        _ = Posix.AddToSignalSet(signals, Posix.SignalPipe);
        _ = Posix.AddToSignalSet(signals, Posix.SignalFileSize);
        Check(Posix.SetSpawnSignalDefaults(attributes, signals));
        Check(Posix.SetSpawnGroup(attributes, 0));
        Check(Posix.SetSpawnFlags(attributes, (short)(Posix.SpawnSignalDefaults | (command.IsInteractive ? 0 : Posix.SpawnProcessGroup))));
    }

    private void Check(int error)
    {
        if (error != 0)
        {
            throw new ChildStartException(command.Program, (Errno)error, command.Program);
        }
    }
}
