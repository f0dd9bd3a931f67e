"""Where a site is published: a folder, or a bucket of one of the clouds, each behind one protocol.

Each cloud's library is imported by its own module only, and that one where its place is named.
"""
