"""Time as precisely as it is known: "2020", "spring 2020", "June 2020", "24 October 2019 09:00".

Stored as EDTF, the Extended Date/Time Format of ISO 8601-2:2019 (published openly by the Library
of Congress). Two things are ours: the name of a time zone stands in brackets after a time of day,
in the notation of RFC 9557, and an open beginning (``../2016-22``) is read as "before".

================================== ==================================
``2020``                           2020
``2020-21`` … ``2020-24``          spring, summer, autumn, winter 2020
``2020-06``                        June 2020, the whole of it
``2020-06-XX``, ``2020-XX-XX``     some time in June 2020, in 2020
``2019-10-24``                     24 October 2019
``2019-10-24T09:00[Europe/Oslo]``  24 October 2019 at 09:00
``../2016-22``                     before summer 2016
``2016-22/..``                     from summer 2016
``2022/2024``                      2022–2024, both included
================================== ==================================
"""

from samspill.core.imprecise.fields import ImpreciseTimeField, ImpreciseTimeFormField
from samspill.core.imprecise.units import Form, Precision
from samspill.core.imprecise.values import ImpreciseTime

__all__ = [
    "Form",
    "ImpreciseTime",
    "ImpreciseTimeField",
    "ImpreciseTimeFormField",
    "Precision",
]
