"""What the catalog of Backstage accepts."""
