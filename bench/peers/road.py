"""From a file of JSON Lines to clusters, beside FastSketchLSH, in one run.

    road.py --tawam build/plain/tawam [--runs 3] FILE.jsonl[.zst]

FastSketchLSH is the fastest engine we know.  Its road here is orjson, 5-grams
of code points that numpy hashes (a text at a time, as its users have it, and
"grouped", as fast as we could make it), sketches of 128 slots, 16 bands of 8
rows, and union-find over what shares a band: nothing is verified.  tawam's is
`tawam dedup -j1` with its defaults: every pair it reports is compared exactly
and judged.

Both read the same file, of normalised texts first, which tawam normalises once
more, then of the raw ones, for which the engine has a normaliser in Python in
front.  Every figure is processor time (user and system), the least of the
runs; of tawam from the start of the process to its end, of the engine without
its start.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import resource
import time

import peers
from peers import K, cpu, hashed, least, need, pieces, verdict

BANDS = 16


def clusters(m, np, matrix):
    lsh = m.LSH(K, BANDS, num_threads=1)
    lsh.insert(matrix)
    flat, start = lsh.query(matrix, "csr")
    parent = list(range(len(matrix)))

    def find(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for i in np.nonzero(np.diff(start) > 1)[0]:
        for j in flat[start[i]:start[i + 1]]:
            a, b = find(int(i)), find(int(j))
            parent[max(a, b)] = min(a, b)
    return sum(p != i for i, p in enumerate(parent))


def fastsketch(path, groups, front):
    np, orjson, m = (need(n) for n in ("numpy", "orjson", "FastSketchLSH"))
    with open(path, "rb") as f:
        texts = [front(orjson.loads(line)["text"]) for line in f]
    sketcher = m.FastSimilaritySketch(size=K, seed=42)
    rows = [np.asarray(sketcher.batch_csr(h, start, prehashed=True,
                                          num_threads=1))
            for h, start in hashed(np, groups(texts))]
    return clusters(m, np, np.concatenate(rows).astype(np.uint64))


def one_by_one(texts):
    return ([t] for t in texts)


def dedup(tawam, path):
    start = cpu(resource.RUSAGE_CHILDREN)
    subprocess.run([tawam, "dedup", "-q", "-j1", "--clusters", os.devnull,
                    path], check=True)
    return cpu(resource.RUSAGE_CHILDREN) - start


def compare(args, path, front, what, goal):
    mb = os.path.getsize(path) / 1e6
    print(f"\n{what}: a file of {mb:.1f} MB")
    print(f"{'':36} {'s':>8} {'MB/s':>8} {'x':>7}")
    ours = min(dedup(args.tawam, path) for _ in range(3 * args.runs))
    took = {"tawam dedup, verified": ours}
    for name, groups in (("FastSketchLSH, numpy", one_by_one),
                         (f"FastSketchLSH, {peers.GROUPED}", pieces)):
        took[name] = least(args.runs, fastsketch, path, groups, front)
    for name, t in took.items():
        print(f"{name:36} {t:8.3f} {mb / t:8.1f} {t / ours:7.1f}")
    for name, t in list(took.items())[1:]:
        verdict(name, t / ours, goal)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--tawam", required=True)
    p.add_argument("--mb", type=float, default=120)
    p.add_argument("--runs", type=int, default=3)
    p.add_argument("file")
    args = p.parse_args()
    if not all([need(n) for n in ("numpy", "orjson", "FastSketchLSH")]):
        return 0
    print(f"{peers.cpu_name()}; load {os.getloadavg()[0]:.1f}; "
          f"{time.strftime('%Y-%m-%d')}; file to clusters, one thread")
    raw = peers.read(args.file, args.mb * 1e6)
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "normalised.jsonl")
        peers.write(path, [peers.normalise(t) for t in raw])
        compare(args, path, lambda t: t, "normalised", 10)
        path = os.path.join(tmp, "raw.jsonl")
        peers.write(path, raw)
        compare(args, path, peers.normalise, "raw", 60)
    return 0


if __name__ == "__main__":
    sys.exit(main())
