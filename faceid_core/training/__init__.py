"""Makes the shipped weights. The only package besides its tests that needs TensorFlow."""
