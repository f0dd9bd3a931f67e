"""The pages of the site: a platform becomes Markdown that any TechDocs builder can build."""
