"""``python -m charts``, for the cdk8s command: hand the environments to the library."""

from pathlib import Path

from tigerex_k8s.cli.synth import synth

if __name__ == "__main__":
    synth((), Path("dist"))
