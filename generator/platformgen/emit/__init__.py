"""Emitters: one thin module for each family of outputs, which decides paths only."""
