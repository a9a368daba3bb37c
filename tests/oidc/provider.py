"""A sign-in service of our own, in a process of its own, that can be told to misbehave.

    python -m tests.oidc.provider PORT

It follows OpenID Connect as a good service does: discovery, keys, the code flow with PKCE, and two
ways in which clients show who they are. ``POST /control`` with a JSON object replaces what is wrong
with it; ``GET /seen`` tells what it was asked.
"""

import base64
import hashlib
import hmac
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT, PASSWORD = "samspill: the site", "s3cret/with:signs"
HANGS = 20
LARGE = 2 * 1024 * 1024


class Service:
    """What the service knows: its keys, the codes it has given, and what is wrong with it."""

    def __init__(self, port):
        self.issuer = f"http://localhost:{port}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.other_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.kid = "first"
        self.client_key = None
        self.codes = {}
        self.wrong = {}
        self.seen = []

    def described(self):
        return {
            "issuer": self.wrong.get("described_issuer", self.issuer),
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": self.wrong.get("token_endpoint", f"{self.issuer}/token"),
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/sign-out",
            "authorization_response_iss_parameter_supported": True,
        }

    def keys(self):
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": self.kid, "use": "sig", "alg": "RS256"}]}

    def give_code(self, asked):
        code = secrets.token_urlsafe(24)
        self.codes[code] = asked
        answer = {"code": code, "state": asked.get("state", ""), "iss": self.issuer}
        return {**answer, **self.wrong.get("answer", {})}

    def redeem(self, form, authorization):
        """Return status and answer for a code."""
        self.seen.append({"at": "token", "form": form, "by": authorization})
        if not self.knows(form, authorization):
            return 401, {"error": "invalid_client"}
        asked = self.codes.get(form.get("code", ""))
        if not self.wrong.get("takes_codes_again"):
            self.codes.pop(form.get("code", ""), None)
        if asked is None or form.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != asked.get("code_challenge") or asked["code_challenge_method"] != "S256":
            return 400, {"error": "invalid_grant", "error_description": "PKCE"}
        token = {"access_token": "unused", "token_type": "Bearer", "expires_in": 60}
        return 200, {**token, "id_token": self.id_token(asked)}

    def knows(self, form, authorization):
        if self.client_key:
            try:
                claims = jwt.decode(
                    form.get("client_assertion", ""),
                    self.client_key,
                    algorithms=["RS256", "ES256"],
                    audience=self.issuer,
                )
            except jwt.PyJWTError:
                return False
            return claims["iss"] == claims["sub"] == CLIENT and claims["exp"] - claims["iat"] <= 120
        scheme, _, given = authorization.partition(" ")
        name, _, password = base64.b64decode(given or "").decode().partition(":")
        return (scheme, unquote(name), unquote(password)) == ("Basic", CLIENT, PASSWORD)

    def id_token(self, asked):
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "subject-of-kari",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 120,
            "nonce": asked.get("nonce"),
            "acr": asked.get("acr_values", "low"),
            "sid": "session-1",
            "email": "kari@people.example",
            "pid": "01010100000",
        }
        shift = self.wrong.get("shift", {})
        claims |= {name: claims[name] + seconds for name, seconds in shift.items()}
        claims |= self.wrong.get("claims", {})
        claims = {name: value for name, value in claims.items() if value is not None}
        return self.signed(claims)

    def signed(self, claims):
        how = self.wrong.get("signature", "")
        headers = {"kid": self.wrong.get("kid", self.kid)}
        if how == "none":
            return jwt.encode(claims, None, algorithm="none", headers=headers)
        if how == "shared":  # HS256, with the public key that everybody has as its secret
            public = self.key.public_key().public_bytes(
                Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
            )
            return _hs256(claims, headers, public)
        if how == "other":
            return jwt.encode(claims, self.other_key, algorithm="RS256", headers=headers)
        token = jwt.encode(claims, self.key, algorithm="RS256", headers=headers)
        if how == "changed":
            head, body, signature = token.split(".")
            changed = {**json.loads(base64.urlsafe_b64decode(body + "==")), "sub": "somebody-else"}
            return ".".join([head, _part(changed), signature])
        return token


def _part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _hs256(claims, headers, secret):
    """Sign as no library would: they refuse a public key as a shared secret."""
    signed = f"{_part({**headers, 'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    digest = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


class Answers(BaseHTTPRequestHandler):
    service: Service

    def do_GET(self):
        path, asked = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
        match path:
            case "/.well-known/openid-configuration":
                self.say(self.service.described(), "description")
            case "/keys":
                self.service.seen.append({"at": "keys"})
                self.say(self.service.keys(), "keys")
            case "/authorize":
                self.service.seen.append({"at": "authorize", "asked": asked})
                answer = self.service.give_code(asked)
                self.lead(f"{asked['redirect_uri']}?{urlencode(answer)}")
            case "/sign-out":
                self.lead(asked["post_logout_redirect_uri"])
            case "/seen":
                self.say(self.service.seen)
            case _:
                self.say({"error": "no such page"}, status=404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        match self.path:
            case "/control":
                self.control(json.loads(body))
            case "/token" | "/moved":
                form = {name: values[0] for name, values in parse_qs(body).items()}
                status, answer = self.service.redeem(form, self.headers.get("Authorization", ""))
                self.say(answer, "token", status=status)

    def control(self, told):
        service = self.service
        service.seen.clear()
        service.codes.clear()
        service.wrong = told.get("wrong", {})
        service.client_key = told.get("client_key")
        if told.get("rotate"):
            service.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
            service.kid = told["rotate"]
        self.say({})

    def say(self, answer, part="", status=200):
        wrong = self.service.wrong.get("answers", {}).get(part, "")
        body = json.dumps(answer).encode()
        if wrong == "hangs":
            time.sleep(HANGS)
        if wrong == "redirects":
            self.lead(f"{self.service.issuer}/moved", status=307)
            return
        if wrong == "large":
            body = b'{"a": "' + b"a" * LARGE + b'"}'
        if wrong == "nonsense":
            body = b"<html>"
        if wrong == "fails":
            status = 500
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if wrong == "drips":
            for each in body:
                self.wfile.write(bytes([each]))
                self.wfile.flush()
                time.sleep(0.5)
        self.wfile.write(body)

    def lead(self, address, status=302):
        self.send_response(status)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args):
        """Print nothing."""


def main(port):
    Answers.service = Service(port)
    server = ThreadingHTTPServer(("127.0.0.1", port), Answers)
    server.daemon_threads = True
    print("ready", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
