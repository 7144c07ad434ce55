namespace PipCs.Python.Bytecode;

/// <summary>
/// The program of a bytecode worker. It writes one byte when it is ready, and then reads requests: the number
/// of jobs (32-bit little-endian), and for each its source, output and display path, each as a length and
/// that many bytes. When all jobs of a request are done it writes one byte for each: 1 for compiled.
/// </summary>
/// <remarks>It does the same as <c>py_compile</c> without importing its modules: read, compile, marshal behind the header of PEP 552, write.</remarks>
internal static class WorkerScript
{
    internal const byte Ready = (byte)'R';

    internal const string Text = """
        import gc, marshal, os, struct, sys
        from _frozen_importlib_external import MAGIC_NUMBER as magic
        gc.disable()
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        source_hash = None
        if sys.argv[1] == "checked-hash":
            from _imp import source_hash as hasher
            from _frozen_importlib_external import _RAW_MAGIC_NUMBER as key
            source_hash = lambda data: hasher(key, data)
        header = struct.Struct("<III")

        def read(count):
            data = b""
            while len(data) < count:
                more = os.read(0, count - len(data))
                if not more:
                    os._exit(0)
                data += more
            return data

        def one(source, output, display):
            fd = os.open(source, os.O_RDONLY)
            try:
                status = os.fstat(fd)
                data = os.read(fd, status.st_size + 1)
                while True:
                    more = os.read(fd, 65536)
                    if not more:
                        break
                    data += more
            finally:
                os.close(fd)
            code = compile(data, display, "exec", dont_inherit=True, optimize=0)
            if source_hash:
                head = struct.pack("<I", 3) + source_hash(data)
            else:
                head = header.pack(0, int(status.st_mtime) & 0xFFFFFFFF, len(data) & 0xFFFFFFFF)
            data = magic + head + marshal.dumps(code)
            flags, mode = os.O_WRONLY | os.O_CREAT | os.O_TRUNC, (status.st_mode | 0o200) & 0o666
            try:
                fd = os.open(output, flags, mode)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(output), exist_ok=True)
                fd = os.open(output, flags, mode)
            try:
                view = memoryview(data)
                while view:
                    view = view[os.write(fd, view):]
            finally:
                os.close(fd)

        os.write(1, b"R")
        while True:
            count, size = struct.unpack("<II", read(8))
            data = read(size)
            at = 0
            answer = bytearray()
            for job in range(count):
                parts = []
                for part in range(3):
                    length, = struct.unpack_from("<I", data, at)
                    parts.append(data[at + 4:at + 4 + length])
                    at += 4 + length
                try:
                    one(parts[0], parts[1], os.fsdecode(parts[2]))
                    answer.append(1)
                except Exception:
                    answer.append(0)
            os.write(1, bytes(answer))
        """;
}
