"""Signing in by a sign-in service: OpenID Connect, the code flow, with nothing left out.

``configuration`` says which services there are, ``fetching`` asks them over the network, ``asking``
sends people there and redeems what they bring back, ``tokens`` checks who they are.
"""
