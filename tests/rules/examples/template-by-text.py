# ruleid: template-by-text
engines["django"].from_string(words)
# ruleid: template-by-text
Template(words).render(context)
# ok: template-by-text
render(request, "portal/front.html")
