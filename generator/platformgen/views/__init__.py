"""The platform as drawings: each function returns a graph that follows from the model's facts."""

from platformgen.views.architecture import architecture
from platformgen.views.dependencies import dependencies
from platformgen.views.flow import flow
from platformgen.views.layers import layers
from platformgen.views.neighbours import neighbours
from platformgen.views.network import network

__all__ = ["architecture", "dependencies", "flow", "layers", "neighbours", "network"]
