#!/usr/bin/env python3
"""The field scanner, each variant, against Python's json on made and damaged
lines.

usage: json_differential.py [ROUNDS [SEED]]

Run from the repository's root; builds tests/fuzz/json_lines.c with $CC.
Two differences are known and taken out: a raw zero byte inside a string is
kept here, and NaN, Infinity and -Infinity are errors here.
"""
import json
import os
import random
import subprocess
import sys
import tempfile

LEVELS = ['scalar', 'avx2', 'avx512']
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 200000
rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
CHARS = ['a', ' ', '"', '\\', '/', '\n', '\t', '\b', '\x01', '\x7f', '\u0627',
         '\u0644', '\u06f5', '\u2026', '\u2028', '\uffff', '\U0001f600', '\ud83d',
         '\ude00', '\u00e9', '0']
WORDS = ['\u0627\u0644', '\u0643', ' ', ' \u0648', '\u06cc', '7', '\n', '\u201c']
BYTES = b'{}[]",:\\u0123456789abcdefEtrfalsn.+- \t\r\x00\x1f\x7f' \
    b'\xd9\x85\xc0\xed\xa0\x80\xf0\x9f\xff'


class NotJson(ValueError):
    pass


def refuse(word):
    raise NotJson(word)


def text():
    n = rng.choice([0, 1, 3, 8, 40, 300])
    if rng.random() < 0.3:
        # Words, as they come: the tight roads.
        return ''.join(rng.choice(WORDS) for _ in range(n))
    return ''.join(rng.choice(CHARS) for _ in range(n))


def value(depth):
    k = rng.randrange(9 if depth < 4 else 7)
    if k == 7:
        return [value(depth + 1) for _ in range(rng.randrange(4))]
    if k == 8:
        return {rng.choice(['text', 'k', text()]): value(depth + 1)
                for _ in range(rng.randrange(4))}
    return [None, True, False, rng.randrange(-10**9, 10**20),
            rng.uniform(-1e9, 1e9) * 10.0 ** rng.randrange(-30, 30), text(),
            text()][k]


def line():
    members = [(rng.choice(['text', 'text', 'id', 'meta', text()]), value(0))
               for _ in range(rng.randrange(6))]
    ascii_only = rng.random() < 0.5
    sep = rng.choice([',', ', ', ' ,\t'])
    s = sep.join(json.dumps(k, ensure_ascii=ascii_only) +
                 rng.choice([':', ': ', ' : ']) +
                 json.dumps(v, ensure_ascii=ascii_only) for k, v in members)
    b = ('{' + s + '}').encode('utf-8', 'surrogatepass')
    b = bytearray(b.replace(b'\n', b' '))
    for _ in range(rng.choice([0, 0, 0, 1, 1, 2, 5])):
        at = rng.randrange(len(b) + 1)
        what = rng.randrange(3)
        if what == 0:
            b[at:at + 1] = b''
        elif what == 1:
            b[at:at] = bytes([rng.choice(BYTES)])
        elif at < len(b):
            b[at] = rng.choice(BYTES)
    return bytes(b)


def strict(b):
    """What Python says, in the words of json_lines."""
    # Byte for byte: ill-formed UTF-8 must come through as it is.
    s = b.decode('latin-1')
    # A raw zero byte is kept inside strings only: U+0100 plays its part.
    s = s.replace('\0', '\u0100')
    try:
        v = json.loads(s, parse_constant=refuse)
    except (ValueError, RecursionError):
        return 'bad'
    if not isinstance(v, dict):
        return 'other'
    if 'text' not in v:
        return 'absent'
    v = v['text']
    if v is None:
        return 'null'
    if v is True or v is False:
        return str(v).lower()
    if isinstance(v, (int, float)):
        return 'number'
    if isinstance(v, list):
        return 'array'
    return 'object' if isinstance(v, dict) else 'string'


def raw_text(b):
    """The decoded bytes of the last top-level "text", by Python's decoder:
    raw bytes over 7F wear private code points, so that only escapes decode."""
    s = ''.join(chr(c) if c < 0x80 else chr(0xf0000 + c) for c in b)
    s = s.replace('\0', '\U000f0000')
    v = json.loads(s)['text']
    out = bytearray()
    for c in v:
        n = ord(c)
        if 0xf0000 <= n < 0xf0100:
            out.append(n - 0xf0000)
        elif 0xd800 <= n < 0xe000:
            out += b'\xef\xbf\xbd'
        else:
            out += c.encode()
    return out.hex()


def compare(program, level, lines, wants):
    """How many answers of a variant differ."""
    done = subprocess.run([program, str(level)], stdout=subprocess.PIPE,
                          input=b'\n'.join(lines) + b'\n')
    if done.returncode == 3:
        print(LEVELS[level] + ': not on this machine, skipped')
        return 0
    answers = done.stdout.decode().split('\n')[:-1]
    if done.returncode != 0 or len(answers) != len(lines):
        sys.exit('%s: status %d, %d answers to %d lines' % (
            LEVELS[level], done.returncode, len(answers), len(lines)))
    differ = [i for i in range(len(lines)) if answers[i] != wants[i]]
    for i in differ[:10]:
        print('%s: line %r\n got %s\nwant %s' % (
            LEVELS[level], lines[i], answers[i], wants[i]))
    return len(differ)


def main():
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, 'json_lines')
        subprocess.run([os.environ.get('CC', 'cc'), '-O1', '-g', '-std=gnu11',
                        '-D_GNU_SOURCE', '-fsanitize=address,undefined',
                        '-fno-sanitize-recover=all', '-Isrc', '-Iinclude',
                        'tests/fuzz/json_lines.c', 'src/io/json.c',
                        'src/io/scan.c', 'src/io/scan_avx2.c',
                        'src/io/scan_avx512.c', 'src/io/utf.c',
                        'src/base/compress8.c', 'src/base/cpu.c',
                        '-o', program], check=True)
        lines = [line() for _ in range(ROUNDS)]
        wants = [strict(b) for b in lines]
        for i, b in enumerate(lines):
            if wants[i] == 'string':
                wants[i] += ' ' + raw_text(b)
        wrong = sum(compare(program, level, lines, wants)
                    for level in range(len(LEVELS)))
    kinds = [want.split()[0] for want in wants]
    print('%d lines, %d differ:' % (len(lines), wrong),
          ', '.join('%d %s' % (kinds.count(k), k) for k in sorted(set(kinds))))
    sys.exit(wrong != 0 or 'string' not in kinds)


main()
