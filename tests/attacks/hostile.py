"""What attackers write: hosts, addresses to be led to, and texts that break programs."""

EVIL = "evil.example"

#: Headers that proxies write, and that anybody can write.
POISON = {
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Server": EVIL,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "8443",
    "X-Forwarded-For": f"{EVIL}, 10.0.0.1",
    "X-Forwarded-Prefix": f"//{EVIL}",
    "X-Host": EVIL,
    "X-Original-Url": f"//{EVIL}/",
    "X-Rewrite-Url": f"//{EVIL}/",
    "X-HTTP-Host-Override": EVIL,
    "X-Real-Ip": EVIL,
    "Forwarded": f"for=10.0.0.1;host={EVIL};proto=https",
    "Referer": f"https://{EVIL}/",
    "Via": f"1.1 {EVIL}",
}
#: Names that the site does not have, and spellings of its own that say another.
WRONG_HOSTS = [
    EVIL,
    f"{EVIL}:80",
    f"testserver@{EVIL}",
    f"testserver:80@{EVIL}",
    f"{EVIL}/testserver",
    f"{EVIL}#testserver",
    f"testserver.{EVIL}",
    f"testserver, {EVIL}",
    f"testserver\t{EVIL}",
    "testserver:port",
    "169.254.169.254",
    "[::ffff:a9fe:a9fe]",
    "",
]

#: Names under which programs are told where to lead on.
LEADING = [
    "next", "url", "redirect", "redirect_to", "redirect_uri", "redirect_url", "return",
    "return_to", "returnTo", "return_url", "continue", "dest", "destination", "go", "goto", "to",
    "target", "rurl", "forward", "callback", "RelayState", "service", "u", "back",
]  # fmt: skip
_FORMS = [
    "//{0}", "///{0}", "////{0}", "//{0}/", "//{0}/%2e%2e", "//{0}//", "//{0}?x", "//{0}#x",
    "/\\{0}", "\\\\{0}", "\\/{0}", "/\\/{0}", "\\/\\/{0}", "\\{0}", "/%5c{0}", "/%2f{0}",
    "%2f%2f{0}", "/%09/{0}", "/\t/{0}", "/\n/{0}", "/\r/{0}", "\t//{0}", "\n//{0}", "\r\n//{0}",
    " //{0}", "\x00//{0}", "\x01//{0}", "\x1f//{0}", "%00//{0}", "%20//{0}", "%0a//{0}",
    "http://{0}", "https://{0}", "HTTP://{0}", "hTTps://{0}", "http:{0}", "http:/{0}",
    "https:/{0}", "https:{0}", "https:///{0}", "http:\\\\{0}", "https:\\{0}", " http://{0}",
    "\thttp://{0}", "ht\ntp://{0}", "http\t://{0}", "\u00a0http://{0}", "\ufeffhttp://{0}",
    "http://testserver@{0}/", "http://testserver:80@{0}/", "//testserver@{0}/",
    "//testserver:80@{0}", "//testserver\\@{0}", "//testserver%40{0}", "http://{0}\\.testserver/",
    "http://{0}#testserver", "http://{0}?testserver", "http://{0}\\testserver",
    "http://testserver.{0}/", "//{0}\\@testserver", "//{0}%2f@testserver", "//{0}%00.testserver",
    "ftp://{0}", "ws://{0}", "wss://{0}", "file://{0}/", "gopher://{0}", "//{0}:80",
    "//[::ffff:a9fe:a9fe]/{0}", "//2852039166/{0}", "//0xa9fea9fe/{0}", "//evil\u3002example/{0}",
    "//\uff45\uff56\uff49\uff4c.example/{0}", "javascript:alert('{0}')", "javascript://{0}/%0aalert(1)",
    "java\nscript:alert('{0}')", "\x01javascript:alert('{0}')", "data:text/html,{0}",
    "vbscript:msgbox('{0}')", "blob:http://{0}/", "/nb/..//{0}", "/.//{0}", "/..//{0}", ".//{0}",
    "/nb//{0}", "?next=//{0}", ";//{0}", "@{0}", ":80//{0}",
]  # fmt: skip
AWAY = [form.format(EVIL) for form in _FORMS]
#: The handful that most programs fall for.
MOST_TELLING = [f"//{EVIL}", f"https://{EVIL}", f"/\\{EVIL}", f"\t//{EVIL}", f"http:{EVIL}"]

#: Texts that have broken programs.
TEXTS = {
    "NUL": "a\x00b",
    "lone surrogate": "a\ud800b",
    "lone surrogate, low": "\udfff",
    "bidi": "\u202eevil\u2066\u2069\u200f",
    "zero width": "\u200b\u200d\ufeff",
    "no characters": "\ufffe\uffff\U0010ffff",
    "combining": "e" + "\u0301" * 3000,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 20,
    "turkish": "\u0131\u0130K\u212a\u017f",
    "controls": "".join(map(chr, range(1, 32))) + "\x7f\x85\u2028\u2029",
    "long": "x" * 100_000,
    "long line of words": "ord " * 25_000,
    "many at signs": "@" * 10_000,
    "nested marks": "[" * 5000 + "](" * 5000,
    "quotes": "'\"`<>&;%\\{}{{}}{% x %}${x}#{x}",
    "script": "<script>alert(1)</script><svg/onload=alert(1)>",
    "SQL": "'; DROP TABLE x; -- ' OR 1=1",
    "format": "%s%n%d {0.__class__.__mro__} %(x)s",
    "path": "../../../../etc/passwd\x00.png",
    "header": "a\r\nBcc: alle@folk.example\r\n\r\nb",
    "number, huge": "1" + "0" * 5000,
    "number, 64 bits": "9223372036854775808",
    "number, negative": "-9223372036854775809",
    "number, other digits": "٣٤٥²③",
    "number, none": "NaN",
    "number, float": "1e400",
    "date": "9999-99-99",
    "date, far": "10000-01-01T00:00:00+99:99",
    "true": "true",
    "empty": "",
    "space": " \t\u3000",
    "JSON": '{"a":' * 2000,
    "address": '"<script>"@x.example,b@x.example\r\nTo: c@x.example',
    "address, long": "a" * 300 + "@" + "b." * 200 + "example",
}
#: Those that are tried in every run; the others before a release.
WORST = [
    "NUL", "lone surrogate", "bidi", "combining", "controls", "long", "quotes", "number, huge",
    "number, 64 bits", "number, other digits", "header",
]  # fmt: skip
