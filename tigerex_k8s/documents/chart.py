"""A Helm chart around the manifests, for whoever applies them with Helm.

https://helm.sh/docs/topics/charts/
"""

from collections.abc import Mapping

FOLDER = "chart"
"""Where the chart lies, beside what makes the environment's cluster."""

LINK = "manifests"
"""What in it leads to the manifests, which are there once."""

# Files are taken as they are, so that nothing in them is a template of Helm's. Where a checkout has no links the chart
# would be empty, and an upgrade would delete everything.
TEMPLATE = """\
{{- $files := .Files.Glob "manifests/*.yaml" }}
{{- if not $files }}
{{- fail "manifests is no link to the manifests; clone with core.symlinks" }}
{{- end }}
{{- range $path, $_ := $files }}
---
{{ $.Files.Get $path }}
{{- end }}
"""


def chart(environment: str) -> Mapping[str, object]:
    """Return the Chart.yaml of *environment*; what it applies has no version but that of the commit."""
    return {
        "apiVersion": "v2",
        "name": "tigerex",
        "description": f"What synth wrote into dist/{environment}, as it is",
        "type": "application",
        "version": "1.0.0",
    }
