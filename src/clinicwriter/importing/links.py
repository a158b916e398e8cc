"""Link targets as they were meant: without the detours that mail and search programs put in."""

from __future__ import annotations

from urllib.parse import parse_qs, urljoin, urlsplit

DETOURS = {
    "google.com": ("/url", ("q", "url")),
    "safelinks.protection.outlook.com": ("/", ("url",)),
    "l.facebook.com": ("/l.php", ("u",)),
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
MOST_DETOURS = 5


def clean_target(target: str, base_url: str = "") -> str:
    """Return where a link leads, or nothing where it leads nowhere that an article may lead."""
    target = "".join(target.split())
    for _ in range(MOST_DETOURS):
        onward = _behind_detour(target)
        if not onward:
            break
        target = onward
    if not target or target.startswith("#"):
        return ""
    parts = _parts(target)
    if parts is None:
        return ""
    if not parts[0]:
        return urljoin(base_url, target) if base_url else target
    return target if parts[0] in SCHEMES else ""


def _parts(target: str) -> tuple[str, str, str, str] | None:
    try:
        split = urlsplit(target)
        return split.scheme.casefold(), (split.hostname or ""), split.path, split.query
    except ValueError:
        return None


def _behind_detour(target: str) -> str:
    parts = _parts(target)
    if parts is None:
        return ""
    _scheme, host, path, query = parts
    for detour, (detour_path, names) in DETOURS.items():
        if (host == detour or host.endswith("." + detour)) and path.startswith(detour_path):
            values = parse_qs(query)
            return next((values[name][0] for name in names if name in values), "")
    return ""
