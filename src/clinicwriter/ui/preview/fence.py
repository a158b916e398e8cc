"""The fence around the preview: whatever the page asks for elsewhere is not sent."""

from __future__ import annotations

from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

from .addresses import HOST, SCHEME

EMBEDDED = (
    QWebEngineUrlRequestInfo.ResourceType.ResourceTypeImage,
    QWebEngineUrlRequestInfo.ResourceType.ResourceTypeFontResource,
)


class Fence(QWebEngineUrlRequestInterceptor):
    """Let through our own scheme, and pictures and fonts that lie inside the page itself."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        is_ours = url.scheme() == SCHEME and url.host() == HOST
        is_embedded = url.scheme() == "data" and info.resourceType() in EMBEDDED
        if not (is_ours or is_embedded):
            info.block(True)
