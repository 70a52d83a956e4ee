"""Whatever is wrong with the input, the answer is words and exit status 2, and the last good output stays."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.command import PROGRAM, files, outputs, run

_LABEL = "use lower-case letters, digits and '-', with a letter or digit at both ends"
_QUANTITY = "is not a Kubernetes quantity; write a number and a unit, such as '500m', '2' or '4Gi'"
_LONG = "web-" + "x" * 60
_SECOND = 'offers=(Endpoint(name="http", port=8080),)'

# A file of the charts, what stands there, what stands there instead, and the whole answer.
WRONG_CHARTS = [
    pytest.param(
        ("catalog.py", "image=images", "imgae=images"),
        (
            "charts/catalog.py:6: Service 'orders': field 'image' is required",
            "charts/catalog.py:6: Service 'orders': no field 'imgae'; did you mean 'image'?",
        ),
        id="unknown-field",
    ),
    pytest.param(
        ("catalog.py", "port=3000", 'port="3000"'),
        ("charts/catalog.py:15: Endpoint 'http': port: expected a whole number, found '3000'",),
        id="wrong-type",
    ),
    pytest.param(
        ("catalog.py", "minimum=2", "minimum=-2"),
        ("charts/catalog.py:10: Elastic: minimum: expected at least 1, found -2",),
        id="negative-replicas",
    ),
    pytest.param(
        ("catalog.py", "minimum=2", "minimum=5"),
        ("charts/catalog.py:10: Elastic: minimum 5 is above maximum 4",),
        id="minimum-above-maximum",
    ),
    pytest.param(
        ("catalog.py", "256Mi", "256MiB"),
        (f"charts/catalog.py:17: Resources: memory: '256MiB' {_QUANTITY}",),
        id="quantity",
    ),
    pytest.param(
        ("catalog.py", 'name="web"', 'name="Web"'),
        (f"charts/catalog.py:12: Service 'Web': name: 'Web' is refused by Kubernetes; {_LABEL}",),
        id="capitals",
    ),
    pytest.param(
        ("catalog.py", 'name="web"', f'name="{_LONG}"'),
        (f"charts/catalog.py:12: Service '{_LONG}': name: '{_LONG}' has 64 characters; Kubernetes takes at most 63",),
        id="too-long",
    ),
    pytest.param(
        ("catalog.py", "maximum=4", 'maximum=1),\n            resources=Resources(cpu="x"),\n            offer=('),
        (
            "charts/catalog.py:10: Elastic: minimum 2 is above maximum 1",
            f"charts/catalog.py:11: Resources: cpu: 'x' {_QUANTITY}",
            "charts/catalog.py:6: Service 'orders': no field 'offer'; did you mean 'offers'?",
        ),
        id="several-declarations",
    ),
    pytest.param(
        ("environments.py", "name=name", "name=name.title()"),
        tuple(
            f"charts/environments.py:9: Environment '{name}': name: '{name}' is refused by Kubernetes; {_LABEL}"
            for name in ("Production", "Staging")
        ),
        id="several-environments",
    ),
    pytest.param(
        ("catalog.py", 'calls("orders")', 'calls("ordrs")'),
        ("production and staging: web calls ordrs, but nothing named 'ordrs' is declared; did you mean 'orders'?",),
        id="unknown-target",
    ),
    pytest.param(
        ("catalog.py", 'name="web"', 'name="orders"'),
        ("production and staging: 2 declarations are named 'orders'; give each a name of its own",),
        id="duplicate-name",
    ),
    pytest.param(
        ("catalog.py", _SECOND, f'{_SECOND}, exposures=(Exposure(endpoint="http", hosts=("www",)),)'),
        ("production and staging: orders and web expose the same host 'www' and path '/'",),
        id="same-host-and-path",
    ),
    pytest.param(
        ("catalog.py", _SECOND, f'{_SECOND}, needs=(calls("wbe"), calls("web", "grpc")), node_group="big"'),
        (
            "production and staging: orders calls wbe, but nothing named 'wbe' is declared; did you mean 'web'?",
            "production and staging: orders calls web:grpc, but web offers http",
            "production and staging: orders runs on node group 'big'; there is nothing",
        ),
        id="several-contradictions",
    ),
    pytest.param(
        ("environments.py", "issuer=SelfSigned()", 'issuer=SelfSigned() if name == "production" else None'),
        ("staging: web exposes http, but the platform has no issuer",),
        id="contradiction-of-one-environment",
    ),
    pytest.param(
        ("environments.py", "releases.yaml", "release.yaml"),
        ("charts/environments.py:6: cannot read charts/release.yaml: No such file or directory",),
        id="no-releases",
    ),
    pytest.param(
        ("releases.yaml", "tag: 2.0.1", "tga: 2.0.1"),
        (
            "charts/releases.yaml:7: no field 'tga'; did you mean 'tag'?",
            "charts/releases.yaml:6: expected image, tag and, once it is known, digest",
        ),
        id="wrong-releases",
    ),
    pytest.param(
        ("releases.yaml", "production:", "production: ["),
        ("charts/releases.yaml:3: expected ',' or ']', but got ':'",),
        id="broken-releases",
    ),
    pytest.param(
        ("releases.yaml", "  web:", "  wbe:"),
        ("charts/catalog.py:14: charts/releases.yaml: production has no component 'web'; did you mean 'wbe'?",),
        id="unreleased-component",
    ),
    pytest.param(
        ("releases.yaml", "staging:", "stagin:"),
        ("charts/environments.py:12: charts/releases.yaml has no environment 'staging'; did you mean 'stagin'?",),
        id="unreleased-environment",
    ),
    pytest.param(
        ("environments.py", "ENVIRONMENTS =", "ENVIRONMENT ="),
        ("charts/environments.py: ENVIRONMENTS: expected a tuple of Environment, found nothing",),
        id="no-environments",
    ),
    pytest.param(
        ("environments.py", '"staging")\n)', '"staging")\n)[0]'),
        ("charts/environments.py: ENVIRONMENTS: expected a tuple of Environment, found Environment 'production'",),
        id="no-tuple",
    ),
    pytest.param(
        ("environments.py", '"staging")\n)', '"staging")\n) + ("development",)'),
        ("charts/environments.py: ENVIRONMENTS[2]: expected Environment, found 'development'",),
        id="no-environment",
    ),
    pytest.param(
        ("environments.py", '("production", "staging")', '("staging", "staging")'),
        (
            "charts/environments.py: 2 environments have the name 'staging'; give each its own",
            "charts/environments.py: 2 environments have the namespace 'shop-staging'; give each its own",
        ),
        id="same-environment",
    ),
    pytest.param(
        ("catalog.py", "def shop(images):", "def shop(images)"),
        ("charts/catalog.py:4: SyntaxError: expected ':'",),
        id="syntax",
    ),
    pytest.param(
        ("catalog.py", "calls(", "cals("),
        ("charts/catalog.py:16: NameError: name 'cals' is not defined",),
        id="unknown-function",
    ),
    pytest.param(
        ("catalog.py", 'calls("orders")', "calls()"),
        ("charts/catalog.py:16: TypeError: calls() missing 1 required positional argument: 'target'",),
        id="missing-argument",
    ),
    pytest.param(
        ("environments.py", "charts.catalog", "charts.catalogue"),
        ("charts/environments.py:3: ModuleNotFoundError: No module named 'charts.catalogue'",),
        id="unknown-module",
    ),
    pytest.param(
        ("catalog.py", "\ndef shop", '\nclass Web(Service):\n    name = "web"\n\n\ndef shop'),
        ("charts/catalog.py:4: field 'name' is set without its type; write it as in 'name: Name = \"web\"'",),
        id="untyped-field",
    ),
    pytest.param(
        ("catalog.py", "):\n    return", '):\n    Resources().cpu = "1"\n    return'),
        ("charts/catalog.py:5: Resources: 'cpu' cannot be set; declare it anew instead",),
        id="changed-declaration",
    ),
]


@pytest.mark.parametrize(("edit", "said"), WRONG_CHARTS)
def test_wrong_charts_are_answered_with_file_line_and_remedy(
    shop: Path, edit: tuple[str, str, str], said: tuple[str, ...]
) -> None:
    """Nobody has to read a traceback, and nobody applies half an output."""
    file, old, new = edit
    path = shop / "charts" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    before = outputs(shop)

    done = run("synth", cwd=shop)

    assert done.stderr == "".join(f"error: {line}\n" for line in said)
    assert (done.stdout, done.returncode) == ("", 2)
    assert outputs(shop) == before


WRONG_ARGUMENTS = [
    pytest.param(
        ("prodution", "test"),
        (
            "no environment is named 'prodution'; did you mean 'production'?",
            "no environment is named 'test'; there is production and staging",
        ),
        id="unknown-environment",
    ),
    pytest.param(
        ("--out", "nowhere/dist"),
        ("cannot write nowhere/dist: there is no folder {shop}/nowhere",),
        id="missing-folder",
    ),
    pytest.param(
        ("--out", "charts/releases.yaml/dist"),
        ("cannot write charts/releases.yaml/dist: there is no folder {shop}/charts/releases.yaml",),
        id="file-for-folder",
    ),
    pytest.param(
        ("--out", "charts/releases.yaml"),
        ("cannot write charts/releases.yaml: it is a file; name a folder",),
        id="file",
    ),
    pytest.param(
        ("--out", "."),
        ("cannot write .: no synthesis wrote charts/catalog.py there; name a folder of its own",),
        id="folder-of-others",
    ),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG_ARGUMENTS)
def test_wrong_arguments_are_answered_with_what_there_is(
    shop: Path, arguments: tuple[str, ...], said: tuple[str, ...]
) -> None:
    """Above all, nothing is overwritten that no synthesis wrote."""
    before = files(shop)

    done = run("synth", *arguments, cwd=shop)

    assert done.stderr == "".join(f"error: {line.format(shop=shop)}\n" for line in said)
    assert (done.stdout, done.returncode) == ("", 2)
    assert {path: content for path, content in files(shop).items() if "__pycache__" not in path} == before


def test_a_folder_that_may_not_be_written_is_answered(shop: Path) -> None:
    """Permissions of the folder around dist/, which the new one is made in."""
    before = outputs(shop)
    # Root may write everywhere, unless it goes without its capabilities.
    plain = () if os.geteuid() else ("setpriv", "--bounding-set=-all")
    shop.chmod(0o555)

    done = subprocess.run([*plain, PROGRAM, "synth"], cwd=shop, capture_output=True, text=True, check=False)

    shop.chmod(0o755)
    assert (done.stderr, done.returncode) == ("error: cannot write dist: Permission denied\n", 2)
    assert outputs(shop) == before


def test_a_folder_without_charts_is_answered(tmp_path: Path) -> None:
    """The reader learns where the command has to be run."""
    done = run("synth", cwd=tmp_path)

    assert done.stderr == (
        "error: there is no charts/environments.py here; run this where it is, and let it name its ENVIRONMENTS\n"
    )
    assert done.returncode == 2
