"""Sketching beside other engines: the same texts, 5-grams of code points, 128
slots, one thread, in one run.

    peers.py --tawam build/plain/tawam --bench build/plain/bench/bench_sketch \
        [--mb 20] [--runs 3] FILE.jsonl[.zst]

Every figure is processor time (user and system), the least of the runs, so
that a neighbour on the machine counts little.  The texts of an engine in
Python are str objects in memory when its time begins; nothing is read, parsed
or written in it.  "in memory" is bench_sketch, which does the same from UTF-8
in memory; "command" is `tawam sketch --binary`, from the start of the process
to its end, with reading the JSON Lines and writing the sketches.

Each engine is run as its documentation shows it, from sets of strings, and
where it takes hashes, from 5-grams that numpy hashes: a text at a time, and
"grouped", many texts in one array that fits into the cache, which is as fast as
we could make Python.  An engine that is not installed is skipped with a word.
"""

import argparse
import gc
import importlib
import importlib.metadata
import json
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata

N = 5
K = 128
PIECE = 1 << 15         # code points that numpy hashes at a time


def need(module):
    """The module, or None with a word."""
    try:
        return importlib.import_module(module)
    except ImportError as why:
        print(f"skipped: {module}: {why}")
        return None


#
# What the engines are given
#

MARKS = [*range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6DD),
         *range(0x6DF, 0x6E5), 0x6E7, 0x6E8, *range(0x6EA, 0x6EE),
         *range(0x8D3, 0x8E2), *range(0x8E3, 0x900)]
FORMAT = [0x640, 0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
          *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF]
FOLD = dict.fromkeys(MARKS + FORMAT)
FOLD.update({0x622: 0x627, 0x623: 0x627, 0x625: 0x627, 0x671: 0x627,
             0x649: 0x64A, 0x6CC: 0x64A, 0x629: 0x647, 0x624: 0x648,
             0x626: 0x64A, 0x6A9: 0x643})
FOLD.update({z + d: ord("0") + d for z in (0x660, 0x6F0) for d in range(10)})
NOT_A_WORD = re.compile(r"[\W_]+")


def normalise(text):
    """What people write in Python to have Arabic in one spelling: NFKC, no
    marks, tatweel or format characters, one alef, yeh and heh, ASCII digits,
    a space for what is no letter or digit, lower case."""
    text = unicodedata.normalize("NFKC", text).translate(FOLD)
    return NOT_A_WORD.sub(" ", text).strip().lower()


def grams(text):
    return {text[i:i + N] for i in range(max(1, len(text) - N + 1))}


def pieces(texts):
    """Groups of texts that fit into the cache."""
    group, size = [], 0
    for text in texts:
        group.append(text)
        size += len(text)
        if size >= PIECE:
            yield group
            group, size = [], 0
    if group:
        yield group


def hashed(np, groups):
    """For each group of texts, 64-bit hashes of all 5-grams, one after the
    other, and where each text's begin."""
    mul = np.uint64(0x9E3779B97F4A7C15)
    shift = np.uint64(32)
    for group in groups:
        # A text of fewer code points is its one shingle.
        group = [t if len(t) >= N else t.ljust(N) for t in group]
        points = np.frombuffer("".join(group).encode("utf-32-le"), np.uint32)
        h = points[:len(points) - N + 1].astype(np.uint64)
        for i in range(1, N):
            h *= mul
            h += points[i:len(points) - N + 1 + i]
        h ^= h >> shift
        h *= mul
        ends = np.cumsum([len(t) for t in group])
        keep = np.ones(len(points), bool)
        for i in range(1, N):
            keep[ends - i] = False
        counts = [len(t) - N + 1 for t in group]
        start = np.zeros(len(group) + 1, np.uint64)
        np.cumsum(counts, out=start[1:], dtype=np.uint64)
        yield h[keep[:len(h)]], start


#
# The engines
#

def datasketch_sha1(texts):
    m = importlib.import_module("datasketch")
    for text in texts:
        sketch = m.MinHash(num_perm=K)
        sketch.update_batch([g.encode() for g in grams(text)])


def datasketch_xxh(texts):
    m = importlib.import_module("datasketch")
    xxh32 = importlib.import_module("xxhash").xxh32_intdigest
    for text in texts:
        sketch = m.MinHash(num_perm=K, hashfunc=xxh32)
        sketch.update_batch([g.encode() for g in grams(text)])


def rensa_strings(texts):
    m = importlib.import_module("rensa")
    for text in texts:
        sketch = m.RMinHash(num_perm=K, seed=42)
        sketch.update(list(grams(text)))
        sketch.digest()


def rensa_hashes(groups):
    m = importlib.import_module("rensa")
    np = importlib.import_module("numpy")
    for h, start in hashed(np, groups):
        m.RMinHash.digest_matrix_from_flat_token_hashes(h, start, K, 42)


def rensa_numpy(texts):
    rensa_hashes([t] for t in texts)


def rensa_grouped(texts):
    rensa_hashes(pieces(texts))


def fastsketch_strings(texts):
    m = importlib.import_module("FastSketchLSH")
    sketcher = m.FastSimilaritySketch(size=K, seed=42)
    for text in texts:
        sketcher(list(grams(text)))


def fastsketch_hashes(groups):
    m = importlib.import_module("FastSketchLSH")
    np = importlib.import_module("numpy")
    sketcher = m.FastSimilaritySketch(size=K, seed=42)
    for h, start in hashed(np, groups):
        sketcher.batch_csr(h, start, prehashed=True, num_threads=1)


def fastsketch_numpy(texts):
    fastsketch_hashes([t] for t in texts)


def fastsketch_grouped(texts):
    fastsketch_hashes(pieces(texts))


GROUPED = "numpy, grouped"

# Module, name, function, other modules.
ENGINES = [
    ("datasketch", "datasketch, sha1 (its default)", datasketch_sha1, []),
    ("datasketch", "datasketch, xxh32", datasketch_xxh, ["xxhash"]),
    ("rensa", "rensa, strings", rensa_strings, []),
    ("rensa", "rensa, numpy", rensa_numpy, ["numpy"]),
    ("rensa", f"rensa, {GROUPED}", rensa_grouped, ["numpy"]),
    ("FastSketchLSH", "FastSketchLSH, strings", fastsketch_strings, []),
    ("FastSketchLSH", "FastSketchLSH, numpy", fastsketch_numpy, ["numpy"]),
    ("FastSketchLSH", f"FastSketchLSH, {GROUPED}", fastsketch_grouped,
     ["numpy"]),
]


#
# Measuring
#

def cpu(who=resource.RUSAGE_SELF):
    r = resource.getrusage(who)
    return r.ru_utime + r.ru_stime


def least(runs, fn, *args):
    best = float("inf")
    for _ in range(runs):
        gc.collect()
        gc.disable()
        start = cpu()
        fn(*args)
        best = min(best, cpu() - start)
        gc.enable()
    return best


def command(tawam, path):
    with open(os.devnull, "wb") as null:
        start = cpu(resource.RUSAGE_CHILDREN)
        subprocess.run([tawam, "sketch", "-q", "--binary", path], stdout=null,
                       check=True)
        return cpu(resource.RUSAGE_CHILDREN) - start


def in_memory(bench, runs, path):
    out = subprocess.run([bench, "-t", "-n", str(runs), path], check=True,
                         capture_output=True, text=True).stdout
    return float(out)


def lines_of(path):
    if path.endswith(".zst"):
        p = subprocess.Popen(["zstd", "-dcq", path], stdout=subprocess.PIPE)
        try:
            yield from p.stdout
        finally:
            # Now, or its time is counted with that of the next one.
            p.stdout.close()
            p.wait()
    else:
        with open(path, "rb") as f:
            yield from f


def read(path, limit):
    texts, size = [], 0
    lines = lines_of(path)
    for line in lines:
        text = json.loads(line).get("text")
        if text:
            texts.append(text)
            size += len(text.encode("utf-8", "replace"))
        if size >= limit:
            break
    lines.close()
    return texts


def write(path, texts):
    with open(path, "w", encoding="utf-8") as f:
        for i, text in enumerate(texts):
            f.write(json.dumps({"id": i, "text": text}, ensure_ascii=False))
            f.write("\n")


def size_of(texts):
    return sum(len(t.encode()) for t in texts) / 1e6


class Table:
    def __init__(self, mb, memory, process):
        self.mb, self.memory, self.process = mb, memory, process
        print(f"{'':36} {'s':>8} {'MB/s':>8} {'x in memory':>12} "
              f"{'x command':>10}")

    def row(self, name, t):
        print(f"{name:36} {t:8.3f} {self.mb / t:8.1f} {t / self.memory:12.1f} "
              f"{t / self.process:10.1f}", flush=True)


def own(args, path, mb, title):
    print(f"\n{title}: {mb:.1f} MB")
    memory = in_memory(args.bench, 5 * args.runs, path)
    process = min(command(args.tawam, path) for _ in range(args.runs))
    table = Table(mb, memory, process)
    table.row("tawam, in memory", memory)
    table.row("tawam, command", process)
    return table


def versions(engines):
    names = sorted({e[0] for e in engines} | {"numpy", "xxhash"})
    said = []
    for name in names:
        try:
            said.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            pass
    return ", ".join(said)


def cpu_name():
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as f:
            for line in f:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor()


def verdict(what, ratio, goal):
    print(f"  {ratio:8.1f} x {what}: {'reached' if ratio >= goal else 'MISSED'}"
          f" ({goal} x)")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--tawam", required=True)
    p.add_argument("--bench", required=True)
    p.add_argument("--mb", type=float, default=20)
    p.add_argument("--runs", type=int, default=3)
    p.add_argument("file")
    args = p.parse_args()
    if args.file.endswith(".zst") and shutil.which("zstd") is None:
        sys.exit(f"{args.file}: needs zstd(1)")
    own_version = subprocess.run([args.tawam, "--version"], check=True,
                                 capture_output=True, text=True).stdout
    engines = [e for e in ENGINES
               if all([need(m) is not None for m in [e[0], *e[3]]])]
    print(f"{cpu_name()}; load {os.getloadavg()[0]:.1f}; "
          f"Python {platform.python_version()}; {own_version.splitlines()[0]};"
          f" {versions(engines)}")
    print(f"{N}-grams of code points, {K} slots, one thread, processor time, "
          f"least of {args.runs} runs; {time.strftime('%Y-%m-%d')}")
    raw = read(args.file, args.mb * 1e6)
    ready = [normalise(t) for t in raw]
    with tempfile.TemporaryDirectory() as tmp:
        file_raw = os.path.join(tmp, "raw.jsonl")
        file_ready = os.path.join(tmp, "normalised.jsonl")
        write(file_raw, raw)
        write(file_ready, ready)
        table = own(args, file_ready, size_of(ready), f"{len(ready)} texts, "
                    "normalised (which tawam does once more)")
        took = {}
        for _, name, fn, _ in engines:
            took[name] = least(1 if "datasketch" in name else args.runs, fn,
                               ready)
            table.row(name, took[name])
        front = least(args.runs, lambda: [normalise(t) for t in raw])
        table_raw = own(args, file_raw, size_of(raw), "the same, raw; the "
                        "engines with a normaliser in Python in front")
        table_raw.row("the normaliser alone", front)
        for name, t in took.items():
            table_raw.row(name, front + t)
    if not took:
        print("\nno engine to compare with")
        return 0
    print("\ntawam, in memory:")
    for what, names in (("a text at a time",
                         [n for n in took if GROUPED not in n]),
                        ("of all", list(took))):
        name = min(names, key=took.get)
        verdict(f"the fastest {what}, {name}, normalised",
                took[name] / table.memory, 15)
        verdict(f"the fastest {what}, {name}, raw",
                (front + took[name]) / table_raw.memory, 100)
    for name, t in took.items():
        if "its default" in name:
            verdict(f"{name}, normalised", t / table.memory, 500)
    return 0


if __name__ == "__main__":
    sys.exit(main())
