"""The preview of the page."""

from clinicwriter.ui.preview.pane import PreviewPane
from clinicwriter.ui.preview.source import PreviewSource

__all__ = ["PreviewPane", "PreviewSource", "has_web_engine", "register_scheme"]


def has_web_engine() -> bool:
    """Say whether this computer can show pages with WebEngine."""
    try:
        import PySide6.QtWebEngineWidgets  # noqa: F401, PLC0415  # an optional part of Qt
    except ImportError:
        return False
    return True


def register_scheme() -> None:
    """Prepare WebEngine for the preview. To be called once, before the application object is made."""
    if has_web_engine():
        from clinicwriter.ui.preview import scheme  # noqa: PLC0415  # needs that optional part

        scheme.register_scheme()
