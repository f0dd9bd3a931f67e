"""A guide in one Markdown file becomes pages: one for each of its sections, linked as before."""

from platformgen.guide.pages import Imported, Notice, PageFile, imported

__all__ = ["Imported", "Notice", "PageFile", "imported"]
