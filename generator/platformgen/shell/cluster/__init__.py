"""A Kubernetes API server over HTTP: who it is, how to log in, and to ask it with patience."""
