"""What the documentation shows can be done: every block of Python runs, every block of output is what it prints."""

import contextlib
import io
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
import typer

import simcorr as sc
from simcorr.contexts import CONTEXT_NAMES
from simcorr.interventions import INTERVENTIONS
from simcorr.scenario import Scenario

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> list[tuple[str, str, int]]:
    """Return language, content and first line of every block."""
    text = page.read_text(encoding="utf-8")
    return [(m[1], m[2], text.count("\n", 0, m.start()) + 1) for m in BLOCK.finditer(text)]


EVERY_CONTEXT = [{"name": name, "context": name} for name in CONTEXT_NAMES]


def with_language(language: str) -> list[Path]:
    return [page for page in PAGES if any(kind == language for kind, _, _ in blocks(page))]


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Stand in a folder with the scenarios, and forget measures that a page registers."""
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    before = dict(INTERVENTIONS)
    yield tmp_path
    INTERVENTIONS.clear()
    INTERVENTIONS.update(before)


@pytest.mark.parametrize("page", with_language("python"), ids=name)
def test_python_runs_and_prints_what_is_shown(page, elsewhere):
    space: dict[str, object] = {"__name__": "example"}
    printed = ""
    for language, content, line in blocks(page):
        if language == "python":
            out = io.StringIO()
            code = compile("\n" * line + content, str(page), "exec")
            with contextlib.redirect_stdout(out):
                exec(code, space)
            printed = out.getvalue()
        elif language == "text":
            assert printed.rstrip() == content.rstrip(), f"{page.name}, line {line}"


@pytest.mark.parametrize("page", with_language("toml"), ids=name)
def test_toml_is_a_scenario_or_an_experiment(page, elsewhere):
    """A fragment of a scenario is completed with a name and one corridor that has posts everywhere."""
    for language, content, _ in blocks(page):
        if language != "toml":
            continue
        if "[design]" in content:
            path = elsewhere / "experiments" / "shown.toml"
            path.parent.mkdir()
            path.write_text(content, encoding="utf-8")
            assert sc.load_experiment(path).design is not None
        else:
            corridor = {"name": "land", "posts": EVERY_CONTEXT}
            values = {"name": "fragment", "corridors": [corridor], **tomllib.loads(content)}
            assert Scenario(**values).corridors


def commands() -> list[tuple[str, list[str]]]:
    found = []
    for page in PAGES:
        for language, content, _ in blocks(page):
            lines = content.splitlines() if language == "console" else []
            found += [(page.name, shlex.split(line)) for line in lines if line.startswith("simcorr ")]
    return found


@pytest.mark.parametrize(("page", "words"), commands(), ids=lambda value: str(value))
def test_commands_are_understood(page, words):
    from simcorr.cli.main import app

    group = typer.main.get_command(app)
    command = group.commands[words[1]]
    if "--help" in words:
        return
    context = command.make_context(words[1], list(words[2:]))
    for name in ("scenario", "experiment", "source"):
        # A sheet of one's own is written by the command before.
        written = str(context.params.get(name)) == "my-corridor.toml"
        assert written or name not in context.params or (ROOT / context.params[name]).is_file()


def test_scripts_exist():
    for page in PAGES:
        for script in re.findall(r"^python (\S+\.py)$", page.read_text(encoding="utf-8"), re.MULTILINE):
            assert (ROOT / script).is_file(), script


def test_targets_of_make_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in PAGES:
        for target in re.findall(r"^make (\w+)", page.read_text(encoding="utf-8"), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", BLOCK.sub("", text)):
        if target.startswith(("http://", "https://")):
            continue
        file, _, heading = target.partition("#")
        found = page if not file else (page.parent / file).resolve()
        assert found.exists(), target
        if heading:
            assert heading in anchors(found.read_text(encoding="utf-8")), target


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_index_links_every_page():
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    missing = [page.name for page in (ROOT / "docs").glob("*.md") if f"({page.name})" not in index]
    assert missing in ([], ["index.md"])
