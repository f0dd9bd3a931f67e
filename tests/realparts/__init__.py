"""The real programs that the tests drive: how each is got, and a handle to each.

``python -m realparts get`` builds or installs them once, from the locks of this
project, into a cache outside the checkout. A test asks for a fixture of
``realparts.fixtures``; a part that is missing fails the test and says what gets it.
"""
