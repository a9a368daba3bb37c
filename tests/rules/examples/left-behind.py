# ruleid: left-behind
breakpoint()
# ruleid: left-behind
DEBUG = True
# ok: left-behind
DEBUG = False
