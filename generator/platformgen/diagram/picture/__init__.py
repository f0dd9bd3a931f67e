"""From a Mermaid source to a picture: what is refused, how it is laid out, painted and lettered."""
