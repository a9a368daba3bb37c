"""What editors fill in."""

from samspill.editorial.forms.about import AboutForm, NewTextForm, VersionForm
from samspill.editorial.forms.fields import Choices, RowField
from samspill.editorial.forms.library import FileForm, PictureForm, UploadForm
from samspill.editorial.forms.publishing import ScheduleForm
from samspill.editorial.forms.text import TextForm

__all__ = [
    "AboutForm",
    "Choices",
    "FileForm",
    "NewTextForm",
    "PictureForm",
    "RowField",
    "ScheduleForm",
    "TextForm",
    "UploadForm",
    "VersionForm",
]
