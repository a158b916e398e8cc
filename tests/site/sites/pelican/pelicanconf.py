SITENAME = "Harbor Light"
SITEURL = "https://harborlight.example/clinic"
PATH = "content"
ARTICLE_URL = "blog/{slug}/"
