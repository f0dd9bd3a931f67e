"""What is fetched from elsewhere: charts, manifests, and the digests of images."""
