"""What goes into the packaged program: a list of what is allowed in, since the default is far too much."""

import re
from pathlib import PurePosixPath

QT_LIBRARIES = frozenset({
    "Core", "DBus", "Gui", "Network", "OpenGL", "Pdf", "PdfWidgets", "Positioning", "PrintSupport", "Qml",
    "QmlMeta", "QmlModels", "QmlWorkerScript", "Quick", "QuickWidgets", "Svg", "WaylandClient",
    "WaylandEglClientHwIntegration", "WebChannel", "WebEngineCore", "WebEngineWidgets", "Widgets",
    "WlShellIntegration", "XcbQpa",
})  # fmt: skip
"""What the window needs, and what the web engine is linked to."""
QT_BINDINGS = frozenset({
    "Core", "Gui", "Network", "Pdf", "PdfWidgets", "PrintSupport", "Svg", "WebChannel", "WebEngineCore",
    "WebEngineWidgets", "Widgets",
})  # fmt: skip
"""What is imported from Python, and what these import."""

QT_PLUGINS = (
    "iconengines/*svg*",
    "imageformats/*gif*",
    "imageformats/*ico*",
    "imageformats/*jpeg*",
    "imageformats/*svg*",
    "imageformats/*webp*",
    "platforminputcontexts/*compose*",
    "platforminputcontexts/*ibus*",
    "platforms/*cocoa*",
    "platforms/*offscreen*",
    "platforms/*qwayland*",
    "platforms/*windows*",
    "platforms/*xcb*",
    "platformthemes/*gtk3*",
    "platformthemes/*xdgdesktopportal*",
    "printsupport/*",
    "styles/*",
    "wayland-decoration-client/*",
    "wayland-graphics-integration-client/*wayland-egl*",
    "wayland-shell-integration/*xdg-shell*",
    "xcbglintegrations/*",
)
WEB_ENGINE_FILES = frozenset({
    "icudtl.dat",
    "qtwebengine_resources.pak",
    "qtwebengine_resources_100p.pak",
    "qtwebengine_resources_200p.pak",
    "v8_context_snapshot.bin",
    "v8_context_snapshot.arm64.bin",
    "v8_context_snapshot.x86_64.bin",
})  # fmt: skip
WEB_ENGINE_LOCALES = frozenset({"en-US.pak"})
"""The engine's own words, of which none is ever shown; for any other language it takes these."""

SYSTEM_LIBRARIES = re.compile(
    r"lib(?:python3|ffi|sqlite3|lzma|bz2|xcb-(?:cursor|icccm|image|keysyms|render-util|util))\b.*\.so"
)
"""Libraries of Linux that the program brings along: small ones that a desktop without Qt may lack, under free
licences of few words. All others belong to the system, which keeps them safe."""

LEFT_OUT_MODULES = (
    # The program opens no connection: nothing of TLS is needed, and an old copy of it would be a risk.
    "ssl", "_ssl", "_hashlib",
    # Under the GPL, or linked to what is.
    "readline", "_gdbm", "dbm.gnu", "_dbm", "dbm.ndbm",
    "tkinter", "_tkinter", "turtle", "idlelib", "curses", "_curses", "_curses_panel", "ensurepip", "venv",
    "lib2to3", "pydoc", "pydoc_data", "pip", "setuptools", "pkg_resources", "wheel", "PyInstaller",
    # Of what a package brings along, the parts that nothing here asks for.
    "lxml.html", "lxml.isoschematron", "lxml.objectify", "lxml.includes", "PIL._avif", "PIL._imagingtk",
    "PIL._imagingft", "PIL._imagingcms", "PIL._imagingmorph", "PIL._imagingmath",
    "lxml.builder", "lxml.sax", "markdown.test_tools", "frontmatter.conftest",
    "pymdownx.emoji1_db", "pymdownx.gemoji_db", "pymdownx.twemoji_db",
    "test", "numpy", "PIL.ImageTk", "PIL.ImageQt",
    # Of Python's own: what talks to a network, tests programs, or is a second way to run things side by side.
    "asyncio", "_asyncio", "multiprocessing", "_multiprocessing", "_posixshmem", "unittest", "doctest", "pdb",
    "_pydecimal", "optparse", "xmlrpc", "ftplib", "imaplib", "smtplib", "telnetlib", "poplib", "nntplib",
    # Pictures that no clinic has.
    *(f"PIL.{name}ImagePlugin" for name in (
        "Blp", "BufrStub", "Cur", "Dcx", "Dds", "Fits", "Fli", "Fpx", "Ftex", "Gbr", "GribStub", "Hdf5Stub",
        "Icns", "Im", "Imt", "Iptc", "McIdas", "Mic", "Msp", "Palm", "Pcd", "Pcx", "Pdf", "Pixar", "Psd",
        "Qoi", "Sgi", "Spider", "Sun", "Tga", "WalImage", "Wmf", "Xbm", "Xpm", "XVThumb",
    )),
)  # fmt: skip


def belongs_inside(place: str) -> bool:
    """Say whether a file that was gathered belongs into the packaged program. ``place`` is relative to it."""
    path = PurePosixPath(place.replace("\\", "/"))
    if path.name == "direct_url.json" or path.suffix in _FOR_COMPILERS:
        return False  # the first names the folder that the program was built in
    if _LEFT_OUT_DATA.search(path.as_posix()):
        return False
    if "PySide6" in path.parts:
        return _belongs_with_qt(path)
    if path.parent == PurePosixPath(".") and ".so" in path.name:
        return _library_name(path.name) in QT_LIBRARIES or bool(SYSTEM_LIBRARIES.match(path.name))
    return True


def _belongs_with_qt(path: PurePosixPath) -> bool:
    parts = path.parts
    for folder, belongs in _FOLDERS.items():
        if folder in parts:
            return belongs(path)
    if binding := _BINDING.fullmatch(path.name):
        return binding["name"] in QT_BINDINGS
    if library := _library_name(path.name):
        return library in QT_LIBRARIES
    framework = next((part for part in parts if part.endswith(".framework")), "")
    if framework:
        return framework.removesuffix(".framework").removeprefix("Qt") in QT_LIBRARIES
    return not _FOREIGN.fullmatch(path.name)


def _is_wanted_plugin(path: PurePosixPath) -> bool:
    return any(path.match(f"plugins/{pattern}") for pattern in QT_PLUGINS)


def _is_wanted_resource(path: PurePosixPath) -> bool:
    return path.name in WEB_ENGINE_FILES


def _is_wanted_translation(path: PurePosixPath) -> bool:
    return path.name in WEB_ENGINE_LOCALES


_FOLDERS = {
    "qml": lambda _path: False,
    "metatypes": lambda _path: False,
    "typesystems": lambda _path: False,
    "plugins": _is_wanted_plugin,
    "translations": _is_wanted_translation,
    "qtwebengine_locales": _is_wanted_translation,
    "resources": _is_wanted_resource,
}
_FOREIGN = re.compile(
    r"(lib)?(av|sw)\w+[-.].*(so|dll|dylib).*|libpyside6qml.*|opengl32sw\.dll|.*\.(pyi|prl|qmltypes|json)"
)
"""The film codecs of Qt Multimedia, OpenGL without graphics hardware, and files for those who compile."""
_FOR_COMPILERS = {".h", ".c", ".pxd", ".pyx", ".pxi", ".pyi"}
_LEFT_OUT_DATA = re.compile(
    r"\.dist-info/(?:RECORD|sboms/.*)$|^docx/templates/default-docx-template/|^lxml/isoschematron/"
)
"""What installers keep for themselves (the list of what is inside is ours), and data of what is left out."""
_BINDING = re.compile(r"Qt(?P<name>[A-Z3]\w*)\.(?:abi3\.so|pyd)")
_LIBRARY = re.compile(r"(?:lib)?Qt6(?P<name>[A-Z3]\w*)\.(?:so[\d.]*|dll)")


def _library_name(file_name: str) -> str:
    """Return the name of the part of Qt that a library holds, "" for any other file."""
    found = _LIBRARY.fullmatch(file_name)
    return found["name"] if found else ""
