#!/bin/sh
# Names the Python that everything here runs on, where nobody has named one with PYTHON=.
#
# A distribution's own Python is built with profile-guided optimisation; one that a version manager
# has compiled on this machine mostly is not, and takes half as long again for the same work
# (benchmarks/python.py). So the distribution's is taken where it is new enough and can make virtual
# environments, else whatever `python3` is.
fits='import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))'
for python in /usr/bin/python3 python3; do
    if "$python" -c "$fits" 2>/dev/null; then
        echo "$python"
        exit 0
    fi
done
echo python3
