"""Addresses for machines, outside the languages."""

from django.urls import path

from samspill.portal import health
from samspill.portal.views import evidence, feeds, front

machine_patterns = [
    path("", front.choose_language, name="choose_language"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
    path(".well-known/security.txt", feeds.security, name="security"),
    path(".well-known/audit-head.json", evidence.audit_head, name="audit_head"),
]
