"""What Kubernetes and Backstage accept, known offline; and what our own policy does not."""
