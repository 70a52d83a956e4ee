"""``python -m charts``, for the cdk8s command: hand the environments to the library."""

from tigerex_k8s.cli.main import main

if __name__ == "__main__":
    main("synth")
