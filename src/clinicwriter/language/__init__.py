"""Words and sentences of an article, where each stands in its source, and how hard they are to read."""

from .grade import (
    Band,
    HardSentence,
    HardWord,
    Measured,
    ReadingGrade,
    begins_references,
    grade_of,
    reading_grade,
    scored_sentences,
)
from .parts import Part, link_definitions, split_parts, unclosed_fences
from .prose import Block, BlockKind, Link, Picture, PlainText, Prose, Sentence, Table
from .reading import PartReading, read_part, read_prose, shifted_link, shifted_picture
from .sentences import split_sentences
from .syllables import count_syllables
from .words import count_words, words_of

__all__ = [
    "Band",
    "Block",
    "BlockKind",
    "HardSentence",
    "HardWord",
    "Link",
    "Measured",
    "Part",
    "PartReading",
    "Picture",
    "PlainText",
    "Prose",
    "ReadingGrade",
    "Sentence",
    "Table",
    "begins_references",
    "count_syllables",
    "count_words",
    "grade_of",
    "link_definitions",
    "read_part",
    "read_prose",
    "reading_grade",
    "scored_sentences",
    "shifted_link",
    "shifted_picture",
    "split_parts",
    "split_sentences",
    "unclosed_fences",
    "words_of",
]
