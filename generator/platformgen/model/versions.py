"""The versions of Kubernetes that a spec may name: those whose schemas the package carries."""

KUBERNETES_VERSIONS = ("1.30", "1.31", "1.32", "1.33", "1.34", "1.35", "1.36", "1.37")
