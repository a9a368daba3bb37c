import os
import subprocess

# ruleid: shell
subprocess.run(words, shell=True)
# ruleid: shell
os.system(words)
# ok: shell
subprocess.run([program, words])
