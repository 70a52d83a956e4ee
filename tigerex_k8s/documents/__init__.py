"""Files beside the manifests that are no Kubernetes objects: what makes a cluster, and what installs its operators."""
