"""Check an exported audit trail: python3 verify_audit.py FILE [PUBLIC_KEY]. Needs nothing else."""

import re
import sys
from hashlib import sha256, sha512
from pathlib import Path

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519: RFC 8032
D, ROOT = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P)
LINE = re.compile(rb'\{"digest":"([0-9a-f]{64})","entry":(\{.*\})\}')
HEAD = rb'\{"head":(\{"at":"[^"]+","digest":"([0-9a-f]{64})","number":([0-9]+)\}),'
END = re.compile(HEAD + rb'"key":"([0-9a-f]{64})","signature":"([0-9a-f]{128})"\}')


def point(code: bytes) -> tuple[int, int] | None:  # on the curve
    sign, y = divmod(int.from_bytes(code, "little"), 2**255)
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    x = x if v * x * x % P == u else x * ROOT % P
    return (x if x % 2 == sign else P - x, y) if v * x * x % P == u and y < P else None


def is_signed(message: bytes, key: bytes, signed: bytes) -> bool:
    base, a, r = (point(each) for each in (b"\x58" + b"\x66" * 31, key, signed[:32]))
    s, total = int.from_bytes(signed[32:], "little"), (0, 1)
    h = int.from_bytes(sha512(signed[:32] + key + message).digest(), "little") % L
    for bit in reversed(range(253)) if a and r and s < L else ():
        for x, y in [total, *[base] * (s >> bit & 1), *[(P - a[0], a[1])] * (h >> bit & 1)]:
            t, (u, v) = D * total[0] * total[1] * x * y % P, total
            total = (u * y + v * x) * pow(1 + t, -1, P) % P, (v * y + u * x) * pow(1 - t, -1, P) % P
    return total == r


def flaw(text: bytes, key: str = "", after: int = 0, digest: bytes = b"0" * 64) -> str:
    number, (*lines, end, rest) = after, text.split(b"\n") if b"\n" in text else (b"", text)
    for number, found in enumerate(map(LINE.fullmatch, lines), after + 1):
        if not found or sha256(digest + b"\n" + found[2]).hexdigest().encode() != found[1]:
            is_there = found and b'"number":%d,' % number in found[2]
            return f"Entry {number} was " + ("changed." if is_there else "changed, or is missing.")
        digest = found[1]
    if not (head := END.fullmatch(end)) or rest:
        return f"After entry {number} there is something else than one signed head."
    if (int(head[3]), head[2]) != (number, digest):
        return f"There are {number} entries, but {int(head[3])} (or others) were signed."
    is_right = is_signed(head[1], *(bytes.fromhex(head[each].decode()) for each in (4, 5)))
    return "" if is_right and key in ("", head[4].decode()) else "The signature is wrong."


if __name__ == "__main__":
    sys.exit(flaw(Path(sys.argv[1]).read_bytes(), *sys.argv[2:]) or print("The trail is whole."))
