# Willow Street Clinic website (test site, own text)
AUTHOR = "admin"
SITENAME = "Willow Street Clinic"
SITEURL = "https://willowstreet.example/clinic"
PATH = "content"
OUTPUT_PATH = "_out"
THEME = "theme"
TIMEZONE = "America/Los_Angeles"
DEFAULT_LANG = "en"
ARTICLE_URL = "blog/{slug}/"
ARTICLE_SAVE_AS = "blog/{slug}/index.html"
DRAFT_SAVE_AS = "drafts/{slug}.html"
STATIC_PATHS = ["images"]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DIRECT_TEMPLATES = ["index"]
AUTHOR_SAVE_AS = TAG_SAVE_AS = ""
