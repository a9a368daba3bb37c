# ruleid: marked-safe
mark_safe(words)
# ruleid: marked-safe
html.format_html("<b>{}</b>", words)
# ruleid: marked-safe
SafeString(words)
# ok: marked-safe
escape(words)
