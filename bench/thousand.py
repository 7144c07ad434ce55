#!/usr/bin/env python3
"""list --outdated in an environment of 1,000 packages at 20 ms an answer: the first run, and the runs after it.

    bench/thousand.py PIP_CS [--rounds 5] [--tools pip-cs,uv,pip] [--plain] [--keep-serving]

The pages are the snapshot's 496 and renamed copies of them (110 MB and as much again), served by an nginx of this script's
own over TLS and HTTP/2 (--plain: HTTP/1.1), each answer 20 ms late; they are fresh for ten minutes. Prepared once, in
$PIPCS_THOUSAND (default /var/tmp/pip-cs-thousand). Needs ../shared/serve to have been started once: its pages and its
certificate are used. A first run has an empty cache. pip runs once: it has no cache that is faster.

Prints each tool's median in ms and peak MB, the ratios of pip-cs to the others, and what `pip-cs cache stats` says
afterwards. Exit code 1 where a mark is missed: 1 s for the first run, 0.1 s for the cached ones.
"""
import argparse
import gzip
import importlib.machinery
import importlib.util
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.path.abspath(os.path.join(HERE, "..", "..", "shared"))
STATE = os.environ.get("PIPCS_THOUSAND", "/var/tmp/pip-cs-thousand")
os.environ.setdefault("PIPCS_COMPARE", STATE + "/work")
MARKS = {"first": 1.0, "cached": 0.1}
PORT = {"tls": 8793, "plain": 8790}

CONF = """
load_module /usr/lib/nginx/modules/ngx_http_echo_module.so;
{user}worker_processes 2;
pid {state}/nginx.pid;
error_log {state}/error.log;
events {{ worker_connections 8192; }}
http {{
  log_format short '$request_method $request_uri $status $bytes_sent $server_protocol $connection';
  access_log {state}/access.log short buffer=64k flush=1s;
  client_body_temp_path {state}/tmp; proxy_temp_path {state}/tmp; fastcgi_temp_path {state}/tmp; uwsgi_temp_path {state}/tmp; scgi_temp_path {state}/tmp;
  sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000; http2_max_concurrent_streams 100; gzip_static on; gzip_vary on;
  types {{ application/vnd.pypi.simple.v1+json json; }}
  ssl_certificate {index}/server.pem; ssl_certificate_key {index}/server.key; ssl_session_cache shared:tls:2m;
  server {{
    listen 127.0.0.1:{plain} backlog=4096; listen 127.0.0.1:{tls} backlog=4096 ssl http2; root {state}/www;
    location / {{ echo_sleep 0.02; echo_exec /now$request_uri; }}
    location ~ ^/now/simple/(?<project>[^/]+)/$ {{ internal; add_header Cache-Control "max-age=600, public"; add_header Vary Accept; try_files /$project.json =404; }}
  }}
}}
"""


def load_compare():
    loader = importlib.machinery.SourceFileLoader("compare", SHARED + "/compare")
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("compare", loader))
    loader.exec_module(module)
    return module


def renamed(page, old, new):
    """The page of a project as that of another: file names and links begin with the new name."""
    doc = json.loads(page)
    doc["name"] = new
    for f in doc["files"]:
        # The name as written, which normalises to the project's.
        written = next((f["filename"][:n] for n in range(len(old), len(f["filename"])) if f["filename"][n] == "-" and re.sub(r"[-_.]+", "-", f["filename"][:n]).lower() == old), None)
        if written is not None:
            name = new.replace("-", "_") + f["filename"][len(written):]
            f["url"] = f["url"].replace(f["filename"], name)
            f["filename"] = name
    return json.dumps(doc, separators=(",", ":")).encode()


def prepare(source):
    """The pages as files, with gzip beside them, and the names."""
    names = sorted(n for n in os.listdir(source) if os.path.isdir(f"{source}/{n}"))
    wanted = {n: (n, n) for n in names}
    for copy in ("one", "two"):
        for n in names:
            if len(wanted) < 1000:
                wanted[f"{n}-copy-{copy}"] = (n, f"{n}-copy-{copy}")
    if not os.path.exists(STATE + "/prepared"):
        print("preparing 1,000 pages ...", file=sys.stderr)
        shutil.rmtree(STATE + "/www", ignore_errors=True)
        os.makedirs(STATE + "/www")
        os.makedirs(STATE + "/tmp", exist_ok=True)
        for old, new in wanted.values():
            page = open(f"{source}/{old}/index.json", "rb").read()
            page = page if old == new else renamed(page, old, new)
            path = f"{STATE}/www/{new}.json"
            open(path, "wb").write(page)
            open(path + ".gz", "wb").write(gzip.compress(page, 6, mtime=0))
            os.utime(path + ".gz", ns=(os.stat(path).st_atime_ns, os.stat(path).st_mtime_ns))
        open(STATE + "/prepared", "w").close()
    return sorted(wanted)


def stop():
    try:
        pid = int(open(STATE + "/nginx.pid").read())
        os.kill(pid, signal.SIGTERM)
        while os.path.exists(f"/proc/{pid}"):
            time.sleep(0.02)
    except (OSError, ValueError):
        pass


def serve(index):
    stop()
    os.chmod(STATE, 0o755)
    open(STATE + "/nginx.conf", "w").write(CONF.format(state=STATE, index=index, user="user root;\n" if os.geteuid() == 0 else "", **PORT))
    subprocess.run([shutil.which("nginx") or "/usr/sbin/nginx", "-c", STATE + "/nginx.conf", "-e", STATE + "/error.log"], check=True)


def environment(compare, names):
    """An environment in which all of them are installed, older than any release."""
    path = STATE + "/environment"
    if not os.path.exists(path):
        compare.make_venv(path, with_pip=True)
        site = next(os.path.join(d, "site-packages") for d, s, _ in os.walk(path + "/lib") if "site-packages" in s)
        for n in names:
            d = f"{site}/{n.replace('-', '_')}-0.0.1.dist-info"
            os.makedirs(d, exist_ok=True)
            open(d + "/METADATA", "w").write(f"Metadata-Version: 2.1\nName: {n}\nVersion: 0.0.1\n")
            open(d + "/INSTALLER", "w").write("pip\n")
            open(d + "/RECORD", "w").write(f"{os.path.basename(d)}/METADATA,,\n{os.path.basename(d)}/INSTALLER,,\n{os.path.basename(d)}/RECORD,,\n")
    return path


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("pip_cs")
    ap.add_argument("--rounds", type=int, default=5)
    ap.add_argument("--tools", default="pip-cs,uv,pip")
    ap.add_argument("--plain", action="store_true")
    ap.add_argument("--keep-serving", action="store_true")
    a = ap.parse_args()
    compare = load_compare()
    os.makedirs(compare.WORK + "/home", exist_ok=True)
    names = prepare(compare.STATE + "/www/snapshot/simple")
    uv = compare.peers()
    venv = environment(compare, names)
    index = f"http://127.0.0.1:{PORT['plain']}/simple/" if a.plain else f"https://127.0.0.1:{PORT['tls']}/simple/"
    tools = [compare.Tool(n, p) for n, p in {"pip-cs": os.path.abspath(a.pip_cs), "uv": uv, "pip": None}.items() if n in a.tools.split(",")]
    runs = f"{STATE}/run-{os.getpid()}"
    os.makedirs(runs)
    serve(compare.STATE)
    got = {(k, t.name): [] for k in MARKS for t in tools}
    try:
        for kind in MARKS:
            for i in range(a.rounds):
                for t in tools:
                    if t.name == "pip" and (i > 0 or kind == "cached"):
                        continue
                    if kind == "first":
                        t.cache = f"{runs}/cache-{t.name}-{i}"
                    got[kind, t.name].append(compare.run(t.simple(venv, "list", "--outdated", "--index-url", index, "--cache-dir", t.cache), t.env(venv)))
        failed = False
        for kind, mark in MARKS.items():
            median = {t.name: statistics.median(r[0] for r in got[kind, t.name]) for t in tools if got[kind, t.name]}
            line = f"1,000 packages, {kind:6}" + "".join(f" {n} {m * 1000:8.1f} ms {max(r[2] for r in got[kind, n]):4.0f} MB |" for n, m in median.items())
            ours = median.get("pip-cs")
            if ours is not None:
                line += "".join(f" /{n} {ours / m:.3f}" for n, m in median.items() if n != "pip-cs")
                line += f" mark {mark * 1000:.0f} ms: {'held' if ours <= mark else 'MISSED'}"
                failed |= ours > mark
            print(line, flush=True)
        for t in tools:
            if t.name == "pip-cs":
                print(subprocess.run([t.program, "cache", "stats", "--cache-dir", t.cache], env=t.env(venv), stdout=subprocess.PIPE, text=True, check=True).stdout)
        return 1 if failed else 0
    finally:
        compare.rmtree(runs)
        if not a.keep_serving:
            stop()


if __name__ == "__main__":
    sys.exit(main())
