"""What writers of newsletters fill in."""

from samspill.newsletters.forms.writing import NewsletterForm, Place

__all__ = ["NewsletterForm", "Place"]
