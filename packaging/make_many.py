"""Make a site with as many articles as wanted, to measure with: the same ones at every run.

python packaging/make_many.py 10000 FOLDER
"""

import random
import sys
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

FIRST_DAY = date(2012, 1, 3)
TAGS = ("ketamine", "first visit", "sleep", "chronic pain", "side effects", "insurance", "family", "research")
AUTHORS = ("Dana Whitfield, RN", "Dr. Amara Osei", "Dr. Luis Marten", "Priya Raman, PharmD")
OPENINGS = ("What to expect from", "Five questions about", "How we prepare for", "Living with", "A guide to")
WORDS = """
the a and of to in for with your our we you they is are may can often before after during while
first infusion treatment session nurse doctor patient clinic visit room chair blood pressure heart
rate dose medicine pain relief sleep mood stress anxiety nerve headache migraine back shoulder body
mind breath morning evening meal water ride home rest week month appointment question answer family
friend support insurance payment form record history result study evidence care plan goal progress
exercise stretch walk light sound music blanket calm quiet safe gentle steady slow careful clear
honest kind simple small long lasting common rare mild strong better worse
"""
SYLLABLES = "an be cor del en fi gra hu il jo ka lo mi no or pe qui ra so ti ul ve wo xi ya zo"
RARE_WORDS = 20_000


def make_many(count: int, folder: Path, *, words: int = 1000) -> Path:
    """Write a site with that many articles of about that many words each, and return its folder."""
    chance = random.Random(1)
    speech = _Speech(chance)
    posts = folder / "content" / "blog"
    posts.mkdir(parents=True)
    (folder / "hugo.toml").write_text('baseURL = "https://clinic.example/"\ntitle = "Riverbend"\n', "utf-8")
    (folder / "clinicwriter.toml").write_text(
        '[clinic]\nname = "Riverbend Wellness Clinic"\nphone = "(555) 010-0134"\n', "utf-8"
    )
    for number in range(count):
        name = f"article-{number:05d}.md"
        (posts / name).write_text(_article(number, words, speech), encoding="utf-8", newline="\n")
    return folder


class _Speech:
    """Words as often as people use them: the first ones in every sentence, most of them hardly ever."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._common = WORDS.split()
        syllables = SYLLABLES.split()
        rare = ["".join(chance.choices(syllables, k=3)) for _ in range(RARE_WORDS)]
        self._words = self._common + rare
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))

    def paragraph(self) -> str:
        chosen = self.chance.choices(self._words, cum_weights=self._weights, k=50)
        return " ".join(chosen).capitalize() + "."

    def title(self, number: int) -> str:
        words = " ".join(self.chance.choices(self._common[22:], k=3))
        return f"{self.chance.choice(OPENINGS)} {words} {number}"


def _article(number: int, words: int, speech: _Speech) -> str:
    day = FIRST_DAY + timedelta(days=number % 5400)
    tags = ", ".join(speech.chance.sample(TAGS, 2))
    title = speech.title(number)
    head = (
        f'---\ntitle: "{title}"\nauthor: "{speech.chance.choice(AUTHORS)}"\ndate: {day.isoformat()}\n'
        f"tags: [{tags}]\ndescription: About {title.lower()}.\n---\n\n"
    )
    return head + "\n\n".join(speech.paragraph() for _ in range(max(1, words // 50))) + "\n"


def main(arguments: list[str]) -> int:
    """Make the site that the command line asks for."""
    if len(arguments) != 2 or not arguments[0].isdigit():
        print(__doc__, file=sys.stderr)
        return 2
    folder = make_many(int(arguments[0]), Path(arguments[1]))
    print(f"{arguments[0]} articles in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
