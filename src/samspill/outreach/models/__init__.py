"""What outreach keeps: what anyone has sent, and answers that are of use to all."""

from samspill.outreach.models.contributions import Contribution, QuestionAnswer

__all__ = ["Contribution", "QuestionAnswer"]
