BLOG_TITLE = "Harbor Light"
SITE_URL = "https://harborlight.example/"
POSTS = (("posts/*.md", "posts", "post.tmpl"),)
