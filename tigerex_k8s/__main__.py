"""``python -m tigerex_k8s``."""

from tigerex_k8s._launch import main

if __name__ == "__main__":
    main()
