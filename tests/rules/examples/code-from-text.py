# ruleid: code-from-text
eval(words)
# ruleid: code-from-text
exec(words)
# ok: code-from-text
evaluate(words)
