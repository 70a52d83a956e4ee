"""Another repository installs the wheel, and nothing else of ours, and works with it."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "payments.py"
BIN = Path(sys.executable).parent

pytestmark = pytest.mark.node


@pytest.fixture(scope="module")
def consumer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment with our wheel; its other packages are those of the running one."""
    home = tmp_path_factory.mktemp("consumer")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir"]
    subprocess.run([*build, home / "wheels", ROOT], check=True, capture_output=True)
    venv.create(home / "venv", symlinks=True, with_pip=False)
    python = home / "venv" / "bin" / "python"
    (wheel,) = (home / "wheels").iterdir()
    target = subprocess.check_output(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    ).strip()
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target"]
    subprocess.run([*install, target, wheel], check=True, capture_output=True)
    # A folder on the path, and not a site: the editable installation in it stays unseen.
    Path(target, "others.pth").write_text(sysconfig.get_path("purelib"))
    return python


def _run(python: Path, program: Path, cwd: Path, path: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key not in {"JSII_NODE", "PYTHONPATH"}}
    return subprocess.run(
        [python, program], cwd=cwd, env={**environment, "PATH": path}, capture_output=True, text=True, check=False
    )


def test_the_library_comes_from_the_wheel(consumer: Path, tmp_path: Path) -> None:
    """Else the tests below would prove nothing."""
    where = subprocess.check_output(
        [consumer, "-c", "import tigerex_k8s; print(tigerex_k8s.__file__)"], cwd=tmp_path, text=True
    )

    assert Path(where).is_relative_to(consumer.parents[1])


def test_the_wheel_carries_the_scripts_of_the_dumps(consumer: Path) -> None:
    """They are no Python, and would be left out in silence."""
    program = (
        "from importlib.resources import files;"
        "print(*(one.name for one in (files('tigerex_k8s') / 'scripts').iterdir()))"
    )

    found = subprocess.check_output([consumer, "-c", program], text=True).split()

    assert sorted(found) == ["dump-postgres.sh", "dump-redis.sh", "upload.sh"]


def test_a_service_and_a_database_are_synthesized_in_somebody_elses_app(consumer: Path, tmp_path: Path) -> None:
    """With cdk8s imported first, as a consumer does, Node is the one of the activated environment."""
    done = _run(consumer, EXAMPLE, tmp_path, path=f"{BIN}:/usr/bin:/bin")

    assert (done.returncode, done.stderr) == (0, "")
    objects = list(yaml.safe_load_all((tmp_path / "dist" / "payments.k8s.yaml").read_text()))
    assert {(one["kind"], one["metadata"]["name"]) for one in objects} >= {
        ("Cluster", "orders"),
        ("Deployment", "payments"),
        ("HorizontalPodAutoscaler", "payments"),
        ("Namespace", "payments"),
        ("Pooler", "orders-pooler"),
    }
    policy = next(one for one in objects if (one["kind"], one["metadata"]["name"]) == ("NetworkPolicy", "payments"))
    assert {"podSelector": {"matchLabels": {"cnpg.io/poolerName": "orders-pooler"}}} in [
        peer for rule in policy["spec"]["egress"] for peer in rule["to"]
    ]


def test_without_node_on_the_path_our_own_import_comes_first(consumer: Path, tmp_path: Path) -> None:
    """JSII_NODE is set by our constructs, and read when cdk8s is first imported."""
    program = tmp_path / "ours_first.py"
    source = EXAMPLE.read_text()
    theirs = "from cdk8s import App, Chart\n"
    program.write_text(source.replace(theirs, f"import tigerex_k8s.constructs\n\n{theirs}"))

    done = _run(consumer, program, tmp_path, path="/nonexistent")

    assert (done.returncode, done.stderr) == (0, "")


def test_the_example_is_clean_and_a_wrong_type_is_caught_by_mypy(consumer: Path, tmp_path: Path) -> None:
    """What a reader would learn at run time an editor tells at once."""
    program = tmp_path / "payments.py"
    strict = [sys.executable, "-m", "mypy", "--strict", f"--python-executable={consumer}", "--no-error-summary"]

    def check(source: str) -> str:
        program.write_text(source)
        return subprocess.run([*strict, program.name], cwd=tmp_path, capture_output=True, text=True, check=False).stdout

    right = EXAMPLE.read_text()
    wrong = right.replace("scale=Elastic(minimum=3, maximum=9)", 'scale=Fixed(replicas="two")').replace(
        "    Endpoint,\n", "    Endpoint,\n    Fixed,\n"
    )
    assert check(right) == ""
    assert 'Argument "replicas" to "Fixed" has incompatible type "str"; expected "int"' in check(wrong)
