import pickle

import yaml

# ruleid: objects-from-bytes
pickle.loads(sent)
# ruleid: objects-from-bytes
yaml.load(sent)
# ok: objects-from-bytes
yaml.safe_load(sent)
# ok: objects-from-bytes
json.loads(sent)
