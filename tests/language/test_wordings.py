"""Promises about slips in wording: found where they are, and not in sentences that only look alike."""

from __future__ import annotations

import pytest

from clinicwriter.language.wordings import find_slips, wordings


def mended(text: str) -> str:
    for slip in find_slips(text):
        return text[: slip.start] + slip.suggestions[0] + text[slip.end :]
    return text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Your welcome to call.", "You're welcome to call."),
        ("If your feeling dizzy, sit.", "If you're feeling dizzy, sit."),
        ("Its important to rest.", "It's important to rest."),
        ("It has lost it's effect.", "It has lost its effect."),
        ("It has lost it\u2019s effect.", "It has lost its effect."),
        ("You may loose sleep.", "You may lose sleep."),
        ("She is losing or loosing weight.", "She is losing or losing weight."),
        ("It took longer then expected.", "It took longer than expected."),
        ("We was there.", "We were there."),
        ("The results has come.", "The results have come."),
        ("There is three kinds.", "There are three kinds."),
        ("One of our nurse will call.", "One of our nurses will call."),
        ("Please advice us.", "Please advise us."),
        ("Take our advise.", "Take our advice."),
        ("We look forward to meet you.", "We look forward to meeting you."),
        ("Come in Monday.", "Come on Monday."),
        ("Between you and I, yes.", "Between you and me, yes."),
        ("The hole visit.", "The whole visit."),
        ("Please wait hear for us.", "Please wait here for us."),
        ("Breath in slowly.", "Breathe in slowly."),
        ("It can helps you.", "It can help you."),
        ("You must to rest.", "You must rest."),
        ("Your doctor know best.", "Your doctor knows best."),
    ],
)
def test_a_slip_is_mended(wrong: str, right: str):
    assert mended(wrong) == right


@pytest.mark.parametrize(
    "text",
    [
        "Your welcome letter is here.", "If your feeling of dizziness lasts, call.",
        "Your not-for-profit clinic.", "Its important role is known.", "The clinic does its best to help.",
        "It's effective.", "The effect of it's being late.", "Loose clothes help.", "A loose tooth.",
        "More rest, then expected pain.", "You were there.", "Was that so?", "The result has come.",
        "One of the results has come.", "The number of patients was small.", "There is two-way traffic.",
        "One of our nurses will call.", "Please follow advice.", "We advise you.", "In Monday's session.",
        "Between you and me.", "A hole in the heart.", "We hear you.", "Take a breath in.",
        "Hold your breath in the scanner.", "It can help.", "The helps are many.", "A must to see.",
        "Let your doctor know.", "Does the doctor know?",
    ],
)  # fmt: skip
def test_what_only_looks_alike_is_left_alone(text: str):
    assert mended(text) == text


def test_every_slip_says_what_is_at_fault_and_why():
    assert len(wordings()) >= 20
    for wording in wordings():
        assert "w" in wording.pattern.groupindex
        assert wording.message.endswith(".")
