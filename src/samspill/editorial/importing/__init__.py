"""Taking over the articles of another site from a folder (docs/reference/importing-articles.md)."""

from samspill.editorial.importing.loading import Report, Terms, take_over

__all__ = ["Report", "Terms", "take_over"]
