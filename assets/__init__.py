"""Shipped weights, geometry and the demo recording; found through `faceid_core.assets`."""
