"""The program behaves as a terminal, a pipe and a shell expect."""

import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.support.command import PROGRAM, run

COMMANDS = ((), ("synth",), ("completion",))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "program")
def test_every_command_explains_itself_with_examples(tmp_path: Path, command: tuple[str, ...]) -> None:
    """The first thing that a reader looks for is a line to copy."""
    short, long = (run(*command, option, cwd=tmp_path) for option in ("-h", "--help"))

    assert short.stdout == long.stdout
    assert "  Examples" in long.stdout
    assert "\n    tigerex-k8s " in long.stdout or "(tigerex-k8s " in long.stdout
    assert (short.returncode, long.returncode) == (0, 0)


def test_a_misspelt_command_or_option_is_answered_with_the_nearest(tmp_path: Path) -> None:
    """A slip of the finger costs no look into the help."""
    command, option = run("snth", cwd=tmp_path), run("synth", "--oit", cwd=tmp_path)

    assert command.stderr.endswith("Error: No such command 'snth'. Did you mean 'synth'?\n")
    assert option.stderr.endswith("Error: No such option '--oit'. Did you mean '--out'?\n")
    assert (command.returncode, option.returncode) == (2, 2)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_is_for_this_program(tmp_path: Path, shell: str) -> None:
    """What it sets has to be what the program asks for."""
    done = run("completion", shell, cwd=tmp_path)

    assert f"_TIGEREX_K8S_COMPLETE={shell}_complete" in done.stdout
    assert (done.stderr, done.returncode) == ("", 0)


def test_bash_completes_commands_and_environments(shop: Path) -> None:
    """Through the script, in a shell, as on a terminal."""
    script = f"""
        PATH={PROGRAM.parent}:$PATH
        eval "$(tigerex-k8s completion bash)"
        for line in 'tigerex-k8s sy' 'tigerex-k8s synth p' 'tigerex-k8s synth staging '; do
            COMP_WORDS=($line) COMP_CWORD=${{#COMP_WORDS[@]}}
            [[ $line == *' ' ]] && COMP_WORDS+=('') || COMP_CWORD=$((COMP_CWORD - 1))
            COMPREPLY=()
            _tigerex_k8s_completion tigerex-k8s
            echo "${{COMPREPLY[@]}}"
        done
    """
    done = subprocess.run(["bash", "--norc", "-c", script], cwd=shop, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("synth\nproduction\nproduction\n", "")


def test_broken_charts_complete_nothing(shop: Path) -> None:
    """A message in the middle of a line that is being typed helps nobody."""
    (shop / "charts" / "catalog.py").write_text("def\n")

    done = run(cwd=shop, COMP_WORDS="tigerex-k8s synth p", COMP_CWORD="2", _TIGEREX_K8S_COMPLETE="bash_complete")

    assert (done.stdout.strip(), done.stderr) == ("", "")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        pytest.param({}, "\x1b[31m\x1b[1merror:\x1b[0m there is no charts", id="terminal"),
        pytest.param({"NO_COLOR": "1"}, "error: there is no charts", id="no-color"),
    ],
)
def test_only_a_terminal_gets_colour(tmp_path: Path, environment: dict[str, str], said: str) -> None:
    """And not if the person at it says no; that a pipe gets none, every other test sees."""
    ours, theirs = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    subprocess.run([PROGRAM, "synth"], cwd=tmp_path, env={**known, **environment}, stderr=theirs, check=False)
    os.close(theirs)

    assert os.read(ours, 10_000).decode().startswith(said)
    os.close(ours)


def test_a_reader_that_goes_away_is_no_news(tmp_path: Path) -> None:
    """As with ``tigerex-k8s completion bash | head -1``."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [PROGRAM, "completion", "bash"], cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)

    assert (done.stderr, done.returncode) == ("", 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_an_answer_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Else a file that was redirected to would be short, and nobody would know."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [PROGRAM, "completion", "bash"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )

    assert (done.stderr, done.returncode) == ("error: cannot write the answer: No space left on device\n", 2)
