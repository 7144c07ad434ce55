namespace PipCs.Platform;

/// <summary>The error numbers of Linux that are distinguished. Success is 0.</summary>
public enum Errno
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>EPERM: not permitted (a link to another user's file where the system protects them).</summary>
    NotPermitted = 1,

    /// <summary>ENOENT: no such file or folder.</summary>
    NoEntry = 2,

    /// <summary>EINTR: interrupted by a signal.</summary>
    Interrupted = 4,

    /// <summary>EIO: input or output failed.</summary>
    InputOutput = 5,

    /// <summary>EBADF: no such descriptor is open.</summary>
    BadDescriptor = 9,

    /// <summary>EAGAIN: would block.</summary>
    Again = 11,

    /// <summary>EACCES: permission denied.</summary>
    AccessDenied = 13,

    /// <summary>EEXIST: exists already.</summary>
    Exists = 17,

    /// <summary>EXDEV: on another file system.</summary>
    CrossDevice = 18,

    /// <summary>ENOTDIR: not a folder.</summary>
    NotDirectory = 20,

    /// <summary>EISDIR: is a folder.</summary>
    IsDirectory = 21,

    /// <summary>EINVAL: invalid.</summary>
    Invalid = 22,

    /// <summary>ENOTTY: the device does not know this request.</summary>
    NotTerminal = 25,

    /// <summary>ENOSPC: no space left.</summary>
    NoSpace = 28,

    /// <summary>EROFS: read-only file system.</summary>
    ReadOnly = 30,

    /// <summary>EMLINK: too many links to one file.</summary>
    TooManyLinks = 31,

    /// <summary>Nobody reads the pipe any more (EPIPE).</summary>
    BrokenPipe = 32,

    /// <summary>ENAMETOOLONG: a name is too long.</summary>
    NameTooLong = 36,

    /// <summary>ENOSYS: the system has no such call.</summary>
    NotImplemented = 38,

    /// <summary>ENOTEMPTY: the folder is not empty.</summary>
    NotEmpty = 39,

    /// <summary>ELOOP: too many symbolic links, or a link where links must not be followed.</summary>
    Loop = 40,

    /// <summary>EOPNOTSUPP: the file system does not support it.</summary>
    NotSupported = 95,

    /// <summary>EDQUOT: over quota.</summary>
    QuotaExceeded = 122,
}
