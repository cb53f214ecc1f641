"""The methods give codes with values; every code has words in Dutch and in English, in `zicht.words` only."""

import ast
import inspect
import pkgutil
import re
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicht import methods, words
from zicht.doors.cli import commands
from zicht.methods.codes import Refused, Warning
from zicht.methods.effects.effect import Doubt, Verdict
from zicht.methods.estimation import METHODS
from zicht.methods.estimation.answer import LOWER_BOUND, SEPARATE
from zicht.methods.estimation.errors import Reason
from zicht.methods.linkage.comparisons import comparisons
from zicht.words import effects, estimation, linkage, reasons
from zicht.words.saying import SHAPES, said

FOLDER = Path(methods.__file__).parent
SOURCES = [path for path in FOLDER.rglob("*.py") if "tests" not in path.parts]
COMMANDS = Path(commands.__file__).parent
SENTENCE = re.compile(r"\b[a-zà-ü]{2,} [a-zà-ü]{2,}\b")
SPOKEN_TO_RESEARCHERS = {"coverage.py", "simulation.py"}
"""Measurements of the methods themselves, run by hand."""


def refusals() -> set[str]:
    """The names of every exception that carries a code."""
    for module in pkgutil.walk_packages(methods.__path__, "zicht.methods."):
        if ".tests" not in module.name and not module.name.endswith("__main__"):
            import_module(module.name)
    found, waiting = {Refused}, [Refused]
    while waiting:
        waiting += (below := waiting.pop().__subclasses__())
        found.update(below)
    return {one.__name__ for one in found}


def told() -> dict[str, set[str]]:
    """Every code that a method or its command warns of or refuses with, and the names of its values."""
    names = refusals() | {Warning.__name__}
    found: dict[str, set[str]] = {}
    for path in [*SOURCES, *COMMANDS.glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                for code in _codes(node.args[0]):
                    found.setdefault(code, set()).update(str(value.arg) for value in node.keywords)
    return found


def _codes(node: ast.expr) -> list[str]:
    """The codes that an expression can be: a literal, or one of two."""
    if isinstance(node, ast.IfExp):
        return _codes(node.body) + _codes(node.orelse)
    assert isinstance(node, ast.Constant), ast.unparse(node)
    return [node.value]


TOLD = told()
FIELDS = {
    "verdict": (effects.VERDICTS, set(Verdict)),
    "doubt": (effects.REASONS, set(Doubt)),
    "reason for no estimate": (reasons.REASONS, set(Reason)),
    "method": (estimation.METHODS, {*METHODS, LOWER_BOUND, SEPARATE}),
    "reason of a likeness": (
        linkage.REASONS,
        {c.code(level) for c in comparisons(("dossier",)) for level in c.levels},
    ),
}


def test_every_code_of_a_method_has_words_and_no_words_are_idle():
    assert len(TOLD) > 60
    assert set(words.WORDS) == set(TOLD)


def test_no_code_has_two_meanings():
    assert sum(len(room.WORDS) for room in words.ROOMS) == len(words.WORDS)


@pytest.mark.parametrize("what", FIELDS)
def test_every_outcome_has_words_and_no_words_are_idle(what):
    spoken, given_by_the_method = FIELDS[what]
    assert set(spoken) == given_by_the_method
    assert all(all(sentence) for sentence in spoken.values())


@pytest.mark.parametrize("code", sorted(words.WORDS))
def test_the_words_name_what_the_code_brings_and_say_it_in_two_languages(code):
    dutch, english = words.WORDS[code]
    assert placeholders(dutch) == placeholders(english) <= TOLD[code]
    assert dutch != english


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def shapes(sentence: str) -> dict[str, str]:
    return {name: spec or "" for _, name, spec, _ in Formatter().parse(sentence) if name}


NUMBERS = st.floats(0, 1e9, allow_nan=False) | st.integers(0, 10**9)
NAMES = st.lists(st.text("ABC:", min_size=1), min_size=1)
VALUES = {
    "names": NAMES,
    "lists": NAMES,
    "model": st.lists(st.text("ABC:", min_size=1)),
    "reason": st.sampled_from(list(Reason)),
    "whole": st.integers(0, 10**9),
    "bound": NUMBERS | st.none(),
    "number": NUMBERS | st.none(),
}


@given(data=st.data(), code=st.sampled_from(sorted(words.WORDS)), language=st.sampled_from(words.LANGUAGES))
def test_any_values_fill_the_words_of_any_code(data, code, language):
    sentence = words.WORDS[code][words.LANGUAGES.index(language)]
    values = {name: data.draw(VALUES.get(spec, NUMBERS)) for name, spec in shapes(sentence).items()}
    spoken = words.say(Warning(code, **values), language)
    assert spoken == said(words.WORDS[code], values, language)
    assert "{" not in spoken
    assert spoken.strip()


def test_every_shape_that_a_sentence_asks_for_exists():
    asked = {spec for pair in words.WORDS.values() for one in pair for spec in shapes(one).values() if spec}
    assert {spec for spec in asked if spec.isalpha()} <= set(SHAPES)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_a_method_speaks_no_language(path):
    """No string is a sentence, and whatever is raised carries a code."""
    tree = ast.parse(path.read_text())
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    if path.name not in SPOKEN_TO_RESEARCHERS:
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
                assert not SENTENCE.search(node.value), f"line {node.lineno}: {node.value}"
    raised = [node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc]
    names = {ast.unparse(one.func) for one in raised if isinstance(one, ast.Call)}
    assert names <= refusals() | {"AttributeError"}


def test_a_method_uses_nothing_of_zicht_but_methods():
    for path in SOURCES:
        for name in re.findall(r"^\s*(?:from|import) (zicht[\w.]*)", path.read_text(), re.M):
            assert name.startswith("zicht.methods"), f"{path.name} imports {name}"


def test_a_refusal_shows_its_code_where_nobody_says_it():
    assert str(Refused("too_few_to_train", records=3)) == "too_few_to_train(records=3)"
    assert inspect.signature(words.say).parameters["language"].default == "nl"
