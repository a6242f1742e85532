"""Week 4, deep networks: E-W4-01 to E-W4-07b, and early stopping of S1-01."""
