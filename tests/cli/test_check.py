"""The check command: words, data, a page, and a code by the worst finding."""

import json
from pathlib import Path

import pytest

from clinicwriter.cli import run_command


def article(folder: Path, text: str) -> str:
    file = folder / "post.md"
    file.write_text(f"---\ntitle: A visit to us\nauthor: Dana, RN\ndate: 2026-11-01\n---\n\n{text}\n")
    return str(file)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We greet you at the door.\n\ndescription", 3),
        ("It cures pain.", 4),
    ],
)
def test_the_code_tells_the_worst_finding(tmp_path: Path, text: str, code: int) -> None:
    assert run_command(["check", article(tmp_path, text)]) == code


def test_tips_alone_are_no_trouble(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = article(tmp_path, "We utilize a pump.")
    Path(path).write_text(Path(path).read_text().replace("author", "description: What we do\nauthor"))
    assert run_command(["check", path]) == 0
    assert "Tip: A plainer word “utilize”" in capsys.readouterr().out


def test_it_says_that_it_certifies_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_command(["check", article(tmp_path, "Text.")])
    assert "no proof" in capsys.readouterr().out


def test_data_for_another_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_command(["check", "--json", article(tmp_path, "It **cures** pain.")])
    data = json.loads(capsys.readouterr().out)
    cure = next(one for one in data[0]["findings"] if one["rule"] == "claims.cure")
    assert (cure["words"], cure["severity"], cure["start"]) == ("cures", "must", 5)


def test_more_rules_come_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = tmp_path / "own.toml"
    rules.write_text('[[rule]]\nid = "own.pump"\ntitle = "Pump"\nwhy = "Say device."\npattern = "pump"\n')
    run_command(["check", article(tmp_path, "We have a pump."), "--rules", str(rules)])
    assert "[own.pump]" in capsys.readouterr().out


def test_a_broken_rule_file_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = tmp_path / "own.toml"
    rules.write_text('[[rule]]\nid = "own.pump"\npattern = "("\n')
    assert run_command(["check", article(tmp_path, "Text."), "--rules", str(rules)]) == 1
    assert "line 3 of own.toml" in capsys.readouterr().err


def test_a_page_to_print_is_written(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    run_command(["check", article(tmp_path, "It cures pain."), "--report", str(page)])
    assert "Promises a cure" in page.read_text(encoding="utf-8")


def test_a_folder_that_is_no_site_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["check", str(tmp_path)]) == 1
    assert capsys.readouterr().err
