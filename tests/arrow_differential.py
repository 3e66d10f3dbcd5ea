#!/usr/bin/env python3
"""arrow_differential.py LIB.so [ROUNDS [SEED]] - streams of real producers
read by the library, and each row compared with what the producer says itself.

Needs pyarrow; takes polars, pandas and duckdb when they are there.
"""
import ctypes
import datetime
import random
import sys

try:
    import pyarrow as pa
except ImportError:
    print("skipped: no pyarrow for the differential test of Arrow")
    sys.exit(0)

NO_DATE = -2**63


class Columns(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t)] + [
        (n, ctypes.c_char_p) for n in ("text", "id", "source", "date", "within")]


class Result(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("rows", ctypes.c_uint64),
                ("nulls", ctypes.c_uint64), ("why", ctypes.c_char * 192)]


class Doc(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t),
                ("id", ctypes.c_void_p), ("idlen", ctypes.c_size_t),
                ("text", ctypes.c_void_p), ("len", ctypes.c_size_t),
                ("source", ctypes.c_void_p), ("sourcelen", ctypes.c_size_t),
                ("date", ctypes.c_int64), ("within", ctypes.c_uint64)]


ROW = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_uint64,
                       ctypes.POINTER(Doc))
lib = ctypes.CDLL(sys.argv[1])
pointer = ctypes.pythonapi.PyCapsule_GetPointer
pointer.restype = ctypes.c_void_p
pointer.argtypes = [ctypes.py_object, ctypes.c_char_p]


def read(producer, **columns):
    """The rows as (text, id, source, date), and the number of nulls."""
    capsule = producer.__arrow_c_stream__()
    cols = Columns(size=ctypes.sizeof(Columns), text=b"text")
    for name, column in columns.items():
        setattr(cols, name, column.encode())
    result = Result(size=ctypes.sizeof(Result))
    rows = []

    def take(_, row, d):
        d = d.contents
        assert row == len(rows)
        rows.append(tuple(
            ctypes.string_at(p, n) if p or n else None for p, n in
            ((d.text, d.len), (d.id, d.idlen), (d.source, d.sourcelen))) +
            (d.date,))
        return 0

    err = lib.tawam_arrow_each(
        ctypes.c_void_p(pointer(capsule, b"arrow_array_stream")),
        ctypes.byref(cols), ROW(take), None, ctypes.byref(result))
    if err != 0:
        raise RuntimeError(f"{err}: {result.why.decode()}")
    assert result.rows == len(rows)
    return rows, result.nulls


def word(rng):
    """Of any length, empty too, longer than a view holds, and none."""
    n = rng.choice([0, 1, 5, 12, 13, 40, 300])
    if rng.random() < 0.15:
        return None
    return "".join(rng.choice("ab \u0643\u062a\u0627\u0628\U0001f600\0") for _ in range(n))


def seconds(value):
    if value is None:
        return NO_DATE
    if isinstance(value, int):
        return value
    if not isinstance(value, datetime.datetime):
        value = datetime.datetime(value.year, value.month, value.day)
    if value.tzinfo is None:
        value = value.replace(tzinfo=datetime.timezone.utc)
    return (value - datetime.datetime(
        1970, 1, 1, tzinfo=datetime.timezone.utc)) // datetime.timedelta(seconds=1)


STRINGS = [pa.string(), pa.large_string(), pa.binary(), pa.large_binary(),
           pa.string_view(), pa.binary_view(),
           pa.dictionary(pa.int8(), pa.string()),
           pa.dictionary(pa.uint32(), pa.large_string())]
IDS = STRINGS + [pa.int8(), pa.uint8(), pa.int16(), pa.uint16(), pa.int32(),
                 pa.uint32(), pa.int64(), pa.uint64()]
DATES = [pa.int64(), pa.int32(), pa.date32(), pa.date64(), pa.timestamp("s"),
         pa.timestamp("ms", "UTC"), pa.timestamp("us", "Asia/Amman")]


def column(rng, kind, n):
    if pa.types.is_integer(kind):
        low, high = ((-2**(kind.bit_width - 1), 2**(kind.bit_width - 1) - 1)
                     if pa.types.is_signed_integer(kind) else
                     (0, 2**kind.bit_width - 1))
        values = [rng.choice([None, low, high, rng.randint(low, high)]) for _ in range(n)]
        return pa.array(values, kind)
    if pa.types.is_temporal(kind):
        values = [None if rng.random() < 0.2 else
                  datetime.datetime(1970, 1, 1) + datetime.timedelta(
                      milliseconds=rng.randint(-10**13, 10**13)) for _ in range(n)]
        if pa.types.is_date(kind):
            values = [v and v.date() for v in values]
        return pa.array(values, kind)
    values = [word(rng) for _ in range(n)]
    if pa.types.is_dictionary(kind):
        return pa.array(values, kind.value_type).dictionary_encode().cast(kind)
    if kind in (pa.string(), pa.large_string(), pa.string_view()):
        return pa.array(values, kind)
    return pa.array([v and v.encode() for v in values], kind)


def plain(value):
    if value is None:
        return None
    if isinstance(value, int):
        return str(value).encode()
    return value.encode() if isinstance(value, str) else value


def same(got, want):
    # An empty string may come without a place.
    return got == want or (not want and not got)


def check(table, what):
    rows, nulls = read(table, id="id", source="source", date="date")
    want = table.to_pydict() if isinstance(table, pa.Table) else table.to_dict(as_series=False)
    assert len(rows) == len(want["text"]), what
    for i, (text, ident, source, date) in enumerate(rows):
        assert same(text, plain(want["text"][i])), (what, i)
        assert same(ident, plain(want["id"][i])), (what, i)
        assert same(source, plain(want["source"][i])), (what, i)
        assert date == seconds(want["date"][i]), (what, i, date, want["date"][i])
    assert nulls == sum(t is None for t in want["text"]), what


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    total = 0
    for round_ in range(rounds):
        kinds = (rng.choice(STRINGS), rng.choice(IDS), rng.choice(STRINGS),
                 rng.choice(DATES))
        tables = []
        for _ in range(rng.randint(1, 3)):
            n = rng.randint(0, 40)
            tables.append(pa.table(
                [column(rng, k, n) for k in kinds] + [pa.nulls(n)],
                names=["text", "id", "source", "date", "other"]))
        table = pa.concat_tables(tables)
        if rng.random() < 0.7:
            table = table.slice(rng.randint(0, 20), rng.randint(0, 60))
        check(table, (round_, kinds))
        total += len(table)
        rows, _ = read(table["text"])
        assert all(same(r[0], plain(v)) for r, v in
                   zip(rows, table["text"].to_pylist(), strict=True))
    done = ["pyarrow"]
    texts = [word(rng) for _ in range(200)]
    plain_texts = [plain(t) for t in texts]
    for module, make in (
            ("polars", lambda m: m.DataFrame({"text": texts})[7:]),
            ("pandas", lambda m: m.DataFrame({"text": m.array(texts, dtype="str")})[7:]),
            ("duckdb", lambda m: m.from_arrow(pa.table({"text": texts})).limit(200, 7))):
        try:
            m = __import__(module)
        except ImportError:
            continue
        rows, _ = read(make(m))
        assert all(same(r[0], t) for r, t in zip(rows, plain_texts[7:], strict=True)), module
        done.append(module)
    for bad in (pa.table({"text": [1]}), pa.table({"other": ["a"]}),
                pa.table({"text": pa.array([["a"]])})):
        try:
            read(bad)
        except RuntimeError as e:
            assert str(e).startswith("-4: "), e
        else:
            raise AssertionError(bad.schema)
    print(f"arrow: {total} rows of {', '.join(done)} are what they say")


main()
