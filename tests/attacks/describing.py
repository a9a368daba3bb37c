"""The site in the words of OpenAPI: its addresses, what they ask for, and its forms.

It is made anew from routes and pages in each run, for a program that reads such descriptions.
"""

import re

from samspill.core.access import Access
from tests.attacks.asking import forms_of
from tests.attacks.filling import TOKEN
from tests.attacks.listening import names_asked
from tests.attacks.routes import ARGUMENT, ROUTES

#: A secret that both the cookie and the forms carry, as if the page had been opened before.
SECRET = "s" * 32
FORM = "application/x-www-form-urlencoded"
FORMATS = {"email": "email", "date": "date", "datetime-local": "date-time", "url": "uri"}
ANSWERS = {"default": {"description": "Anything but a failure"}}


def described(world, who):
    """Describe the paths of the site as somebody meets them."""
    client = world.client(who)
    paths = {}
    for route in ROUTES:
        template = "/" + ARGUMENT.sub(lambda each: "{" + each["name"] + "}", route.pattern)
        operations = {"get": _opening(world, route)}
        # A link's own button would be pressed in the name of its reader, whoever is signed in.
        if route.access != Access.LINK or not who:
            operations.update(_sending(world, route, client))
        paths[template] = operations
    return paths


def _arguments(world, route):
    found = dict(zip(route.arguments, _real(world, route), strict=True))
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"enum": [found[name]]},
        }
        for name in route.arguments
    ]


def _real(world, route):
    """Read the arguments out of an address that leads to something."""
    pattern = ARGUMENT.sub("([^/]+)", route.pattern.replace(".", r"\."))
    return re.fullmatch("/" + pattern, world.paths[route.pattern]).groups()


def _opening(world, route):
    names = names_asked(world, route) or ["page"]
    asked = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in names]
    return {
        "operationId": f"get {route.pattern}",
        "parameters": [*_arguments(world, route), *asked],
        "responses": ANSWERS,
    }


def _sending(world, route, client):
    """Describe what is sent to a route, if anything: the fields of all its forms at once."""
    fields = {}
    for form in forms_of(world, route, client):
        for field in [*form.fields, *([form.button] if form.button else [])]:
            fields.setdefault(field.name, []).append(field)
    if not fields:
        return {}
    schema = {
        "type": "object",
        "properties": {name: _field(name, same) for name, same in fields.items()},
        "required": [TOKEN] if TOKEN in fields else [],
    }
    sent = {
        "operationId": f"post {route.pattern}",
        "parameters": _arguments(world, route),
        "requestBody": {"required": True, "content": {FORM: {"schema": schema}}},
        "responses": ANSWERS,
    }
    return {"post": sent}


def _field(name, same):
    if name == TOKEN:
        return {"enum": [SECRET]}
    choices = sorted({choice for each in same for choice in (*each.choices, each.answer)})
    drawn = {"type": "string"} | (
        {"format": FORMATS[same[0].kind]} if same[0].kind in FORMATS else {}
    )
    return {"anyOf": [{"enum": choices}, drawn]}
