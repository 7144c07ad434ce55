"""Runs a program on a pseudo-terminal: terminal.py STEPS PROGRAM ARGUMENT...

STEPS is a JSON list of [text, answer]: when text has been shown since the step before, answer is typed; an answer
that begins with "file:" makes that file instead, for whoever waits for it. Writes all that was shown, as it came, and to
stderr whether the terminal still shows what is typed.
"""
import errno
import fcntl
import json
import os
import pty
import signal
import struct
import sys
import termios

steps = [(text.encode(), answer) for text, answer in json.loads(sys.argv[1])]
pid, terminal = pty.fork()
if pid == 0:
    # Where these tests run in the background of a shell, it is ignored.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, int(os.environ.get("TEST_COLUMNS", "120")), 0, 0))
    os.execv(sys.argv[2], sys.argv[2:])

shown = since = b""
while True:
    try:
        read = os.read(terminal, 65536)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        break
    if not read:
        break
    shown += read
    since += read
    while steps and steps[0][0] in since:
        text, answer = steps.pop(0)
        since = since[since.index(text) + len(text):]
        if answer.startswith("file:"):
            open(answer[5:], "w").close()
        else:
            os.write(terminal, answer.encode())
_, status = os.waitpid(pid, 0)
print("echo on" if termios.tcgetattr(terminal)[3] & termios.ECHO else "echo off", file=sys.stderr)
sys.stdout.buffer.write(shown)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
