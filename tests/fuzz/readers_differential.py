#!/usr/bin/env python3
"""The readers of CSV and JSON arrays against Python's, on made and damaged
files.

usage: readers_differential.py RECORDS [ROUNDS [SEED]]

RECORDS is tests/fuzz/records.c, built.  Known differences are taken out: a
carriage return alone ends no row here; a file that ends inside quotes has a
bad last row; raw zero bytes in JSON strings are kept; NaN and Infinity are
errors; of an array that is damaged the good elements are read, and something
must be said.
"""
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile

RECORDS = sys.argv[1]
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3000
rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
CHARS = ['a', ' ', '"', '""', ',', ';', '\t', '\n', '\r\n', '\u0627', '\u0644',
         '\u06f5', '\u2028', '\U0001f600', 'x', '0', '\\', "'"]
LONE_CR = '\ue000'
csv.field_size_limit(1 << 30)


def text(most=8):
    return ''.join(rng.choice(CHARS) for _ in range(rng.randrange(most)))


def damaged(b, alphabet):
    b = bytearray(b)
    for _ in range(rng.choice([0, 0, 0, 1, 1, 2, 5])):
        at = rng.randrange(len(b) + 1)
        what = rng.randrange(3)
        if what == 0:
            b[at:at + 1] = b''
        elif what == 1:
            b[at:at] = bytes([rng.choice(alphabet)])
        elif at < len(b):
            b[at] = rng.choice(alphabet)
    return bytes(b)


#
# CSV
#

def make_csv():
    names = ['id', 'text', 'n', ' text ', 'x;y']
    rng.shuffle(names)
    names = names[:rng.randrange(1, 5)]
    if rng.random() < 0.9 and 'text' not in names:
        names[rng.randrange(len(names))] = 'text'
    out = io.StringIO(newline='')
    w = csv.writer(out, delimiter=rng.choice(',,;\t'),
                   lineterminator=rng.choice(['\n', '\r\n']),
                   quoting=rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    w.writerow(names)
    for _ in range(rng.randrange(6)):
        n = len(names) if rng.random() < 0.9 else rng.randrange(1, 6)
        w.writerow([text() for _ in range(n)])
        if rng.random() < 0.1:
            out.write(rng.choice(['\n', ' \n', '\r\n']))
    b = out.getvalue().encode()
    if rng.random() < 0.3:
        b = b.rstrip(b'\r\n')
    if rng.random() < 0.1:
        b = b'\xef\xbb\xbf' + b
    return damaged(b, b'",;\t\n\na"\xd9\xff\x00 ')


def rows_of(s, delimiter):
    """(line, row) of each row, and whether the last one ends."""
    def rows(s):
        reader, at = csv.reader(io.StringIO(s, newline=''),
                                delimiter=delimiter), 0
        for row in reader:
            yield at + 1, row
            at = reader.line_num
    # Only a file that ends inside quotes takes this into a row.
    ends = list(rows(s + '\nSENTINEL'))[-1][1] == ['SENTINEL']
    return list(rows(s)), ends


def expect_csv(b, given=',;\t'):
    if b.startswith(b'\xef\xbb\xbf'):
        b = b[3:]
    s = b.decode('latin-1')
    s = s.replace('\r\n', '\ue001').replace('\r', LONE_CR)
    s = s.replace('\ue001', '\r\n')
    if s.endswith(LONE_CR):
        s = s[:-1] + '\r\n'
    lines = s.split('\n')
    skip = 0
    while skip < len(lines) and not lines[skip].strip(' \r' + LONE_CR):
        skip += 1
    if skip == len(lines):
        return []
    fits, best = None, None
    for d in given:
        # The header alone, then with what follows it.
        rows, ends = rows_of('\n'.join(lines[skip:]), d)
        line, header = rows[0]
        if len(rows) == 1 and not ends:
            continue
        names = [h.strip(' \t\r' + LONE_CR) for h in header]
        if 'text' in names:
            fits = d
            break
    if fits is None:
        return ['error']
    rows, ends = rows_of('\n'.join(lines[skip:]), fits)

    def column(name):
        found = [i for i, n in enumerate(names) if n == name]
        return found[-1] if found else None

    def data(cell):
        return cell.replace(LONE_CR, '\r').encode('latin-1')

    out = []
    for k, (line, row) in enumerate(rows[1:], 1):
        line += skip
        stop = rows[k + 1][0] + skip - 1 if k + 1 < len(rows) else len(lines)
        raw = '\n'.join(lines[line - 1:stop])
        if not raw.strip(' \r\n' + LONE_CR) and '"' not in raw:
            continue
        if len(row) != len(names) or (k + 1 == len(rows) and not ends):
            out.append('bad %d' % line)
            continue
        i = column('id')
        ident = data(row[i]).decode('utf-8', 'replace').encode() \
            if i is not None else b''
        out.append(('record %d x%s x%s' % (
            line, ident.hex() or 'NONE', data(row[column('text')]).hex())))
    return out


def cleaned(got, words):
    """FILE:LINE stands for no id; so many words of a record are compared."""
    out = []
    for g in got:
        w = g.split(' ')
        if w[0] == 'record':
            ident = bytes.fromhex(w[2][1:])
            if ident.startswith(b'/') and ident.endswith(b':' + w[1].encode()):
                w[2] = 'xNONE'
        out.append(' '.join(w[:words]))
    return out


def same_csv(b, got):
    # The raw bytes are compared elsewhere.
    return expect_csv(b), cleaned(got, 4)


#
# JSON arrays
#

class Number(str):
    pass


class NotJson(ValueError):
    pass


def refuse(word):
    raise NotJson(word)


DECODER = json.JSONDecoder(parse_int=Number, parse_float=Number,
                           parse_constant=refuse)


def value(depth):
    k = rng.randrange(8 if depth < 3 else 6)
    if k == 6:
        return [value(depth + 1) for _ in range(rng.randrange(3))]
    if k == 7:
        return {rng.choice(['text', 'id', text(3)]): value(depth + 1)
                for _ in range(rng.randrange(4))}
    return [None, True, rng.randrange(-9, 10**9), rng.uniform(-9, 9), text(),
            text(20)][k]


def element():
    if rng.random() < 0.1:
        return value(0)
    e = {'text': text(20) if rng.random() < 0.9 else value(1)}
    if rng.random() < 0.9:
        e['id'] = rng.choice([text(4), rng.randrange(99), None])
    for _ in range(rng.randrange(3)):
        e[text(3)] = value(1)
    keys = list(e)
    rng.shuffle(keys)
    return {k: e[k] for k in keys}


def make_json():
    s = json.dumps([element() for _ in range(rng.randrange(6))],
                   ensure_ascii=rng.random() < 0.5,
                   indent=rng.choice([None, None, 0, 2]))
    if rng.random() < 0.5:
        s = rng.choice([' ', '\n', '\r\n\t']) + s
    b = s.encode('utf-8', 'surrogatepass')
    return damaged(b, b'{}[]",:\\u01e.-tfn \t\n\x00\xd9\xff')


def data(s):
    """The bytes of a decoded string; bytes over 7F wore private points."""
    out = bytearray()
    for c in s:
        n = ord(c)
        if 0xf0000 <= n < 0xf0100:
            out.append(n - 0xf0000)
        elif 0xd800 <= n < 0xe000:
            out += b'\xef\xbf\xbd'
        else:
            out += c.encode()
    return bytes(out)


def expect_json(b):
    """What the elements are, or None when it is no array."""
    s = ''.join(chr(c) if 0 < c < 0x80 else chr(0xf0000 + c) for c in b)
    blank = ' \t\r\n'
    try:
        whole = DECODER.decode(s)
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, list):
        return None
    at, out = s.index('[') + 1, []
    for e in whole:
        while s[at] in blank:
            at += 1
        line = s.count('\n', 0, at) + 1
        same, end = DECODER.raw_decode(s, at)
        raw = data(s[at:end])
        if isinstance(e, dict) and type(e.get('text')) is str:
            i = e.get('id')
            ident = data(i).decode('utf-8', 'replace').encode().hex() \
                if isinstance(i, str) else 'NONE'
            out.append('record %d x%s x%s x%s' % (
                line, ident, data(e['text']).hex(), raw.hex()))
        else:
            out.append('bad %d' % line)
        at = end
        while s[at] in blank:
            at += 1
        at += 1
    return out


def same_json(b, got):
    want, clean = expect_json(b), cleaned(got, 5)
    if want is None:
        wrong = b.strip(b' \t\r\n') and \
            not any(g[0] in 'be' for g in clean)
        return ('something said', clean) if wrong else ([], [])
    return want, clean


def run(folder, name, make, same):
    wrong, counts = 0, {}
    for start in range(0, ROUNDS, 500):
        files = [make() for _ in range(min(500, ROUNDS - start))]
        paths = []
        for i, b in enumerate(files):
            paths.append(os.path.join(folder, '%s%d' % (name, i)))
            with open(paths[-1], 'wb') as f:
                f.write(b)
        done = subprocess.run([RECORDS, name] + paths, check=True,
                              stdout=subprocess.PIPE)
        answers = done.stdout.decode().split('end\n')[:-1]
        if len(answers) != len(files):
            sys.exit('%d answers to %d files' % (len(answers), len(files)))
        for b, answer in zip(files, answers):
            want, got = same(b, answer.split('\n')[:-1])
            for g in got:
                kind = g.split(' ')[0]
                counts[kind] = counts.get(kind, 0) + 1
            if got != want and wrong < 10:
                wrong += 1
                print('%s %r\n got %s\nwant %s' % (name, b, got, want))
    print('%d %s files, %d differ:' % (ROUNDS, name, wrong),
          ', '.join('%d %s' % (n, k) for k, n in sorted(counts.items())))
    return wrong == 0 and counts.get('record', 0) > ROUNDS


def main():
    with tempfile.TemporaryDirectory() as folder:
        good = run(folder, 'csv', make_csv, same_csv)
        good &= run(folder, 'json', make_json, same_json)
    sys.exit(not good)


main()
