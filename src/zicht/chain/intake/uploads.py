"""What an upload may weigh, and how to notice one that was left out."""

from django.conf import settings


def left_behind(request) -> bool:
    """Return whether the request weighed more than may be uploaded: Django then leaves its files out
    without a word."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    return not request.FILES and length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
