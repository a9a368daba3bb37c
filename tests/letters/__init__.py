"""Every mail there is, in each of the six languages, as mail servers and scanners meet it."""
