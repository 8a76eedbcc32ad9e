"""What can go wrong on the way to a picture."""

from __future__ import annotations

from publish.errors import EnvironmentFault, Problem, Where

LONGEST = 300
"""Characters of an address that are shown."""


def fault(rule: str, message: str, fix: str, url: str = "") -> EnvironmentFault:
    """A fault of network or server; ``url`` is where."""
    where = Where(url.partition("?")[0][:LONGEST]) if url else None
    return EnvironmentFault(Problem(rule, message, fix, where))


def no_connection(url: str, error: Exception) -> EnvironmentFault:
    """Nobody answers at all: no network, no such host, no trust in its certificate."""
    reason = str(error).strip() or type(error).__name__
    fix = (
        "See whether this machine is online; behind a proxy, set HTTPS_PROXY. Nothing was changed."
    )
    if "CERTIFICATE" in reason.upper():
        fix = "The certificate is not trusted; if your house has its own, set SSL_CERT_FILE."
    return fault("fetch-network", f"no connection: {reason}", fix, url)


def too_large(url: str, unit: str, most_bytes: int) -> EnvironmentFault:
    """More bytes than are taken."""
    return fault(
        "fetch-too-large",
        f"the {unit} is larger than {most_bytes // 1_000_000} MB",
        "Fetch a smaller copy: --width 3840.",
        url,
    )
