"""The rulebook: each rule says what it means twice, to the judge and to the solver."""
