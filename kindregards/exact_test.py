"""Fisher's exact test, as SciPy computes it."""


def fisher(selected: int, others: int, selected_best: int, others_best: int) -> float:
    """Return the two-sided probability that chance alone makes two groups differ so much or more."""
    from scipy.stats import fisher_exact  # noqa: PLC0415 -- loading it takes a second, and few processes need it

    return float(fisher_exact([[selected, others], [selected_best, others_best]]).pvalue)
