"""Errors of fetching."""

from __future__ import annotations

from publish.errors import EnvironmentFault, Problem, Where

LONGEST = 300
"""Characters shown of an address."""


def fault(rule: str, message: str, fix: str, url: str = "") -> EnvironmentFault:
    """Make an error of network or server at ``url``."""
    where = Where(url.partition("?")[0][:LONGEST]) if url else None
    return EnvironmentFault(Problem(rule, message, fix, where))


def no_connection(url: str, error: Exception) -> EnvironmentFault:
    """Make the error for no connection: no network, unknown host, untrusted certificate."""
    reason = str(error).strip() or type(error).__name__
    fix = "Check that this machine is online; behind a proxy, set HTTPS_PROXY. Nothing was changed."
    if "CERTIFICATE" in reason.upper():
        fix = "If your organization has its own certificate, set SSL_CERT_FILE."
    return fault("fetch-network", f"no connection: {reason}", fix, url)


def too_large(url: str, unit: str, most_bytes: int) -> EnvironmentFault:
    """Make the error for an answer over the limit."""
    return fault(
        "fetch-too-large",
        f"the {unit} is larger than {most_bytes // 1_000_000} MB",
        "Fetch a smaller copy: --width 3840.",
        url,
    )
