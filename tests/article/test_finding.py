"""Promises about replacing words: exactly the words, and no address."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicwriter.article import Query

VISIT = Query("visit")
FLU = Query("flu")


@pytest.mark.parametrize(
    ("query", "new", "before", "after"),
    [
        (Query("pain"), "ache", "Pain and painful.", "Ache and acheful."),
        (Query("pain", whole_words=True), "ache", "Pain and painful.", "Ache and painful."),
        (Query("pain", matches_case=True), "ache", "Pain and painful.", "Pain and acheful."),
        (Query("Pain"), "ache", "Pain, pain", "ache, ache"),
        (Query("10 mg"), "20 mg", "10\u00a0mg\r\n10 mg", "20 mg\r\n20 mg"),
        (VISIT, "stay", "A [visit](visit.html) <visit@a.example>", "A [stay](visit.html) <visit@a.example>"),
        (VISIT, "stay", "![visit](visit.png)\n[v]: /visit/\nvisit", "![stay](visit.png)\n[v]: /visit/\nstay"),
        (VISIT, "stay", "https://a.eu/visit visit {{ visit }}", "https://a.eu/visit stay {{ visit }}"),
        (Query("a.c"), r"\1", "a.c abc", r"\1 abc"),
        (Query("word"), "", "a word here", "a  here"),
    ],
)  # fmt: skip
def test_words_give_way_and_addresses_stay(query: Query, new: str, before: str, after: str):
    assert query.replaced_in(before, new) == after


@given(
    text=st.text(st.sampled_from("ab [](){}<>%/:\n\r#é"), max_size=40), words=st.text("ab<[({", min_size=1)
)
def test_words_replaced_by_themselves_leave_every_letter(text: str, words: str):
    assert Query(words, matches_case=True).replaced_in(text, words) == text


@pytest.mark.parametrize(
    "text",
    [
        "[Mercury](https://en.wikipedia.org/wiki/Flu_(flu)) [x](/a_(flu).pdf) [y](</flu (x).png>)",
        "![x](flu.png \"flu (b)\") ![x](/img/flu (1).png) [x]({filename}flu.md '(flu') [x](<flu (a).md>)",
        "![x](data:image/png;base64,flu)",
        "[x](/a\\(flu)",
        "Mail flu@clinic.example, info@flu.example, www.flu.example or mailto:flu today.",
        "Run `flu --init` or ``a ` flu`` or <code>flu</code>.",
        "```\nflu = 1\n\nflu\n```\n",
        "> ~~~ sh\n> flu\n> ~~~\n",
        "1. One\n\n   ```\n   flu\n   ```\n",
        "Text\n\n    flu indented\n\n    flu again\n",
        "\tflu\r\n",
        "- one\n\n      flu in an item\n",
        "<img\n  src='/flu.png'\n  alt='flu'>\n",
        "<!-- flu\n\nflu -->",
        "<script>\n\nflu()\n</script>",
        '{{< figure\n  src="/flu.png" >}}\n',
        "{% highlight sh %}\nflu\n\nflu\n{% endhighlight %}",
        "{{< highlight sh >}}\n\nflu\n{{< /highlight >}}",
        "[x](#flu) {#flu .flu}\n{: .flu}",
        "import Flu from './flu.jsx'\nimport {\n  flu\n} from \"./flu\"\n\n<Flu a={flu}/>\n",
        "export const flu = 1\n",
        "[x][flu] [flu][] [flu] [Flu].\n\n[flu]: /flu/\n",
        "[flu]:\n  /flu/ 'flu'\n",
        "Text[^flu] [[flu]]",
    ],
)
def test_addresses_code_and_what_a_site_reads_by_itself_stay(text: str):
    assert FLU.replaced_in(text, "cold") == text
    assert FLU.replaced_in(f"Flu\n\n{text}\n\nFlu", "cold") == f"Cold\n\n{text}\n\nCold"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Flu {#flu}", "# Cold {#flu}"),
        ("[flu](/flu) ![flu](flu.png) [flu][flu] [flu]", "[cold](/flu) ![cold](flu.png) [cold][flu] [cold]"),
        ("[^flu]: The flu.", "[^flu]: The cold."),
        ("- one\n\n    flu in an item\n", "- one\n\n    cold in an item\n"),
        ("- one\n    - flu\n\n        flu below\n", "- one\n    - cold\n\n        cold below\n"),
        ("text\n    flu goes on", "text\n    cold goes on"),
        ("{{< note >}}\nflu\n{{< /note >}}", "{{< note >}}\ncold\n{{< /note >}}"),
        ("{% raw\n\nflu", "{% raw\n\ncold"),
        ("a ` flu\n\nand ` flu", "a ` cold\n\nand ` cold"),
        ("\\`flu\\` \\[flu](x)", "\\`cold\\` \\[cold](x)"),
        ("2 < 3 flu\nand flu > 1", "2 < 3 cold\nand cold > 1"),
        ("](flu\n\nflu)", "](cold\n\ncold)"),
        ("Import duties on flu.", "Import duties on cold."),
        ("(see https://a.eu/flu) flu", "(see https://a.eu/flu) cold"),
    ],
)
def test_words_beside_them_are_words(before: str, after: str):
    assert FLU.replaced_in(before, "cold") == after


@pytest.mark.parametrize(
    "piece",
    [
        *("{{", "{%", "[", "<", "](", '](a "', "](a (b) '", "`", "` ``", "<!--", "<code", "w", "w."),
        *("{", "[a", "[[a", "\\", "\n", "\n ", " ", "\t", "> ", "- ", "<a\n", "a@", "a://", "www."),
        *("](<", "{% raw", "[a]: ", "\r\n \r\n"),
    ],
)
def test_no_text_makes_replacing_slow(piece: str):
    text = piece * (60_000 // len(piece)) + "\nflu"
    before = time.perf_counter()
    FLU.replaced_in(text, "cold")
    assert time.perf_counter() - before < 3


@pytest.mark.parametrize("sign", ["```", "~~~", "```note", "````\n```", "- ```"])
def test_words_behind_code_that_never_ends_are_replaced(sign: str):
    assert (
        Query("flu").replaced_in(f"{sign}\nThe flu.\n\nThe flu.\n", "cold")
        == f"{sign}\nThe cold.\n\nThe cold.\n"
    )


def test_many_fences_that_nothing_closes_take_no_time():
    text = "```a\nflu\n\n" * 20_000
    begun = time.process_time()
    assert "flu" not in Query("flu").replaced_in(text, "cold")
    assert time.process_time() - begun < 5
