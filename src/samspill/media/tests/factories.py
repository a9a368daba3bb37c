"""Pictures and files, for tests."""

from datetime import UTC, datetime

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from factory.django import DjangoModelFactory

from samspill.core.translated import Translated
from samspill.media.choices import AttachmentKind, Licence, PictureFormat, RenditionFormat
from samspill.media.models import Attachment, Picture, Rendition
from samspill.media.tests import uploads

UPLOADED = datetime(2026, 1, 5, 9, tzinfo=UTC)


class PictureFactory(DjangoModelFactory[Picture]):
    class Meta:
        model = Picture

    key = factory.Sequence(lambda n: f"{n:024x}")
    audience = "programme:1"
    form = PictureFormat.JPEG
    file = factory.LazyAttribute(
        lambda each: default_storage.save(
            f"pictures/{each.key}/whole.jpeg", ContentFile(uploads.picture())
        )
    )
    width, height, size = 64, 48, 900
    alternative = Translated(en="Two people look at a plan")
    licence = Licence.BY_AGREEMENT
    uploaded_at = UPLOADED


class RenditionFactory(DjangoModelFactory[Rendition]):
    class Meta:
        model = Rendition

    picture = factory.SubFactory(PictureFactory)
    form = RenditionFormat.WEBP
    width, height, size = 32, 24, 300
    file = factory.LazyAttribute(
        lambda each: default_storage.save(
            f"pictures/{each.picture.key}/32.webp", ContentFile(uploads.picture("WEBP", (32, 24)))
        )
    )


class AttachmentFactory(DjangoModelFactory[Attachment]):
    class Meta:
        model = Attachment

    key = factory.Sequence(lambda n: f"{n:024x}")
    audience = "programme:1"
    kind = AttachmentKind.PDF
    file = factory.LazyAttribute(
        lambda each: default_storage.save(f"files/{each.key}.pdf", ContentFile(uploads.pdf()))
    )
    title = Translated(en="The need in four pages")
    size = factory.LazyAttribute(lambda _each: len(uploads.pdf()))
    digest = factory.LazyAttribute(lambda each: each.key)
    uploaded_at = UPLOADED
