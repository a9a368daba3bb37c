# ruleid: calls-out
import requests
# ruleid: calls-out
import urllib.request
# ruleid: calls-out
from urllib.request import urlopen
# ok: calls-out
from urllib.parse import urlsplit
