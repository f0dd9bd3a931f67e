"""The site as it will be, in a browser on this machine, while spec and pages change."""
