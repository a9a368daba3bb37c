"""A passkey made of software, which answers as a browser does: for tests."""

import hashlib
import json
from dataclasses import dataclass, field
from secrets import token_bytes

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class SoftKey:
    """One passkey. What an attacker could change can be changed."""

    origin: str = field(default_factory=lambda: settings.SITE_URL)
    site: str = "localhost"
    is_verified: bool = True
    id: bytes = field(default_factory=lambda: token_bytes(16))
    owner: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options):
        """Answer to being made."""
        asked = options["publicKey"]
        self.owner = websafe_decode(asked["user"]["id"])
        held = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        told = AttestationObject.create("none", self._about(ATTESTED, held), {})
        words = self._words("webauthn.create", asked["challenge"])
        return self._answer(
            {"clientDataJSON": websafe_encode(words), "attestationObject": websafe_encode(told)}
        )

    def use(self, options, **changed):
        """Answer to being used."""
        words = self._words("webauthn.get", options["publicKey"]["challenge"])
        about = self._about(0)
        signed = about + hashlib.sha256(words).digest()
        response = {
            "clientDataJSON": websafe_encode(words),
            "authenticatorData": websafe_encode(about),
            "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": websafe_encode(self.owner),
            **changed,
        }
        return self._answer(response)

    def _about(self, flags, held=b""):
        flags |= PRESENT | (VERIFIED if self.is_verified else 0)
        return AuthenticatorData.create(hashlib.sha256(self.site.encode()).digest(), flags, 0, held)

    def _words(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response):
        name = websafe_encode(self.id)
        answer = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return json.dumps({**answer, "clientExtensionResults": {}})
