"""What has to change in a cluster, in which order, and what its answers mean; nothing is asked."""
