# ruleid: unsafe-xml
import xml.etree.ElementTree as ET
# ruleid: unsafe-xml
from lxml import etree
# ok: unsafe-xml
from django.utils.xmlutils import SimplerXMLGenerator
